/** The tools as REST routes, and the OpenAPI document that describes them. */
@NullMarked
package dev.toolgram.host.rest;

import org.jspecify.annotations.NullMarked;
