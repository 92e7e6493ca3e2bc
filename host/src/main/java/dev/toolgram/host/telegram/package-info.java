/**
 * The account's one TDLib client: its life and login ({@link dev.toolgram.host.telegram.TdlibEngine}), requests and
 * their answers, and the gateway that each plugin gets ({@link dev.toolgram.host.telegram.TdlibTelegramClient}).
 */
@NullMarked
package dev.toolgram.host.telegram;

import org.jspecify.annotations.NullMarked;
