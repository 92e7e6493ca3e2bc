/**
 * TDLib's C interface as Java: the native functions, the one receive loop of a library, and the copy of a library that
 * trusts another server. Nothing else in the host touches native memory.
 */
@NullMarked
package dev.toolgram.host.telegram.tdjson;

import org.jspecify.annotations.NullMarked;
