/** The login: from an open database to a logged-in account. */
@NullMarked
package dev.toolgram.host.telegram.login;

import org.jspecify.annotations.NullMarked;
