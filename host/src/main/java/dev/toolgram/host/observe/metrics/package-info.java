/** Counters and timings for {@code GET /metrics}, updated by listeners. Used only by the composition root. */
@NullMarked
package dev.toolgram.host.observe.metrics;

import org.jspecify.annotations.NullMarked;
