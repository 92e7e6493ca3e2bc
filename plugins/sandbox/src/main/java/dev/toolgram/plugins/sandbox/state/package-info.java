/** What outlives the process of a sandbox that was told to remember: a file of everything that has happened. */
@NullMarked
package dev.toolgram.plugins.sandbox.state;

import org.jspecify.annotations.NullMarked;
