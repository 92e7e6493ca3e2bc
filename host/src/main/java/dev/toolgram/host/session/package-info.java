/**
 * A sign-in as a text: Telethon's session strings ({@link dev.toolgram.host.session.StringSession}), what TDLib keeps of
 * a sign-in ({@link dev.toolgram.host.session.TdBinlog}), and the way from one to the other
 * ({@link dev.toolgram.host.session.SessionDatabase}).
 */
@NullMarked
package dev.toolgram.host.session;

import org.jspecify.annotations.NullMarked;
