/** TDLib's schema, and the check of plugins with it. */
@NullMarked
package dev.toolgram.host.telegram.schema;

import org.jspecify.annotations.NullMarked;
