/**
 * Counts and times what the other packages tell their listeners, and shows it at {@code /metrics} in the format of
 * Prometheus. The only package that knows Micrometer.
 */
@NullMarked
package dev.toolgram.host.metrics;

import org.jspecify.annotations.NullMarked;
