/** Counters and timings for {@code GET /metrics}, fed by listeners; nothing but the composition root imports it. */
@NullMarked
package dev.toolgram.host.observe.metrics;

import org.jspecify.annotations.NullMarked;
