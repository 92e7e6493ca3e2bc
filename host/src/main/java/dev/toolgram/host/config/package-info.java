/** The operator's settings and the binding of JSON and text to records, with all problems reported together. */
@NullMarked
package dev.toolgram.host.config;

import org.jspecify.annotations.NullMarked;
