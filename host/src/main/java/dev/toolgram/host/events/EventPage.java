package dev.toolgram.host.events;

import java.util.List;

/**
 * A part of the log.
 *
 * @param events in ascending order
 * @param next where to read on: behind the last event that was looked at, which the filter may have left out
 * @param oldest the number of the oldest event that is kept
 * @param newest the number of the newest event; 0 before the first
 * @param truncated whether events behind the asked number are not kept any more, or it is beyond the newest one
 */
public record EventPage(List<Event> events, long next, long oldest, long newest, boolean truncated) {}
