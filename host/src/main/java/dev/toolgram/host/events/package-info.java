/**
 * The log of events ({@link dev.toolgram.host.events.EventLog}), what writes it
 * ({@link dev.toolgram.host.events.EventRecorder}), and the ways out of it.
 *
 * <p>A way out keeps the number of the last event that it has handled. It opens an
 * {@link dev.toolgram.host.events.EventReader} behind that number and loops: {@code next} waits for events, the way out
 * delivers {@link dev.toolgram.host.events.Event#json} or {@link dev.toolgram.host.events.UpdateFrame}, and keeps
 * {@code cursor}. A page that is {@code truncated} says that events behind the number are gone. The chats that a key may see
 * are {@code EventAccess.mayRead}, which is asked for each event, and {@code EventAccess.refusal} before each delivery, so
 * that a change of the keys takes effect at once. A way out that is set up calls {@code EventLog.turnOn}.
 */
@NullMarked
package dev.toolgram.host.events;

import org.jspecify.annotations.NullMarked;
