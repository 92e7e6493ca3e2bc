/** The bundled tools as the contract describes them, one file for each plugin: the rows of table-driven tests. */
@NullMarked
package dev.toolgram.host.table;

import org.jspecify.annotations.NullMarked;
