/** Binds JSON and text to records, with all problems reported together, and publishes the JSON Schema of the same types. */
@NullMarked
package dev.toolgram.host.config.schema;

import org.jspecify.annotations.NullMarked;
