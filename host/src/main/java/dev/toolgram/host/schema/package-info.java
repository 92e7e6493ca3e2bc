/** JSON Schema 2020-12 from the records of a tool. */
@NullMarked
package dev.toolgram.host.schema;

import org.jspecify.annotations.NullMarked;
