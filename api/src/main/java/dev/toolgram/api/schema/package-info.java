/** What a record says of its fields beyond their types, for the schema that callers see. */
@NullMarked
package dev.toolgram.api.schema;

import org.jspecify.annotations.NullMarked;
