/** Measures the speed, the memory and the start of the built distribution; run by {@code make bench}, never by a test. */
@NullMarked
package dev.toolgram.host.bench;

import org.jspecify.annotations.NullMarked;
