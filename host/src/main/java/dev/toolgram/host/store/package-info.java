/** The account's SQLite database: what must survive the process, such as the journal of sends. */
@NullMarked
package dev.toolgram.host.store;

import org.jspecify.annotations.NullMarked;
