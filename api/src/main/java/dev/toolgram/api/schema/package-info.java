/** Annotations that add defaults and descriptions of record components to the published schemas. */
@NullMarked
package dev.toolgram.api.schema;

import org.jspecify.annotations.NullMarked;
