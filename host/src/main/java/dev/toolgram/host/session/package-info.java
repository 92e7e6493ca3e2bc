/**
 * Sessions: Telethon's session strings ({@link dev.toolgram.host.session.StringSession}), TDLib's session storage
 * ({@link dev.toolgram.host.session.TdBinlog}), and the conversion between them
 * ({@link dev.toolgram.host.session.SessionDatabase}).
 */
@NullMarked
package dev.toolgram.host.session;

import org.jspecify.annotations.NullMarked;
