/** The command line: one class per command, the login conversation, the terminal and the {@code .env} file. */
@NullMarked
package dev.toolgram.host.cli;

import org.jspecify.annotations.NullMarked;
