/** The wire: key exchange, obfuscated transport, encrypted sessions and exactly-once answers. Knows no API method. */
@NullMarked
package dev.toolgram.plugins.sandbox.mtproto;

import org.jspecify.annotations.NullMarked;
