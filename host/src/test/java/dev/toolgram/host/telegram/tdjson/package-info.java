/** Tests of the native boundary that need no native library. */
@NullMarked
package dev.toolgram.host.telegram.tdjson;

import org.jspecify.annotations.NullMarked;
