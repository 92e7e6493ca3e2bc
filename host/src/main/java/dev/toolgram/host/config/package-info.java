/** The operator's settings, read from the environment into records, every problem told at once. */
@NullMarked
package dev.toolgram.host.config;

import org.jspecify.annotations.NullMarked;
