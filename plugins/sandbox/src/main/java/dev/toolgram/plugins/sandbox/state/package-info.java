/** The persistent state of a sandbox: a file with all state-changing calls. */
@NullMarked
package dev.toolgram.plugins.sandbox.state;

import org.jspecify.annotations.NullMarked;
