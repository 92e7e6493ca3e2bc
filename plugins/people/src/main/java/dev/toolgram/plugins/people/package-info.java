/** Contacts and blocked users. */
@NullMarked
package dev.toolgram.plugins.people;

import org.jspecify.annotations.NullMarked;
