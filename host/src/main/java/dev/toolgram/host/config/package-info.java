/** The operator's settings, those of the host and those of plugins, with all problems reported together. */
@NullMarked
package dev.toolgram.host.config;

import org.jspecify.annotations.NullMarked;
