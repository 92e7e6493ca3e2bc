/** Webhooks: each delivers the events of the log to a URL, signed as Standard Webhooks specifies, with retries. */
@NullMarked
package dev.toolgram.host.events.webhook;

import org.jspecify.annotations.NullMarked;
