/** Sends through the journal: nothing reaches Telegram twice, and unsent messages of earlier runs are settled. */
@NullMarked
package dev.toolgram.host.telegram.sends;

import org.jspecify.annotations.NullMarked;
