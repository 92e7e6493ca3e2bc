/**
 * The log of events ({@link dev.toolgram.host.events.EventLog}), what writes it, and the ways out of it.
 *
 * <p>A way out keeps the number of the last event that it has delivered, and loops: {@code read} behind that number, then
 * deliver, then {@code await} when there was nothing. The chats that the reader may see are a predicate that is asked for
 * each event, so that a change of a key takes effect at once.
 */
@NullMarked
package dev.toolgram.host.events;

import org.jspecify.annotations.NullMarked;
