/** Tests of the TDLib client, most of them against a fake of TDLib's native functions. */
@NullMarked
package dev.toolgram.host.telegram.chat;

import org.jspecify.annotations.NullMarked;
