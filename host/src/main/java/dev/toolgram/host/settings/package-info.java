/** Plugins' own settings: records of theirs, filled from the operator's variables, every problem told at once. */
@NullMarked
package dev.toolgram.host.settings;

import org.jspecify.annotations.NullMarked;
