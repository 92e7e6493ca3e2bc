/** Strict JSON in, JSON out. */
@NullMarked
package dev.toolgram.host.json;

import org.jspecify.annotations.NullMarked;
