/** The sinks of plugins: readers of the log of events whose positions are kept. */
@NullMarked
package dev.toolgram.host.events.sink;

import org.jspecify.annotations.NullMarked;
