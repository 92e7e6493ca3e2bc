/** One loaded version of a plugin: its class loader, its threads, its tools, and what the host gives it. */
@NullMarked
package dev.toolgram.host.plugin.loading;

import org.jspecify.annotations.NullMarked;
