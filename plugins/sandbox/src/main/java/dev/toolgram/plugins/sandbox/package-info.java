/**
 * An embedded Telegram: a data centre on loopback that the real TDLib signs in to, with nobody else's account at stake.
 */
@NullMarked
package dev.toolgram.plugins.sandbox;

import org.jspecify.annotations.NullMarked;
