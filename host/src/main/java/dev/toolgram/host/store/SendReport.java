package dev.toolgram.host.store;

import java.time.Instant;
import java.util.List;

/**
 * The record of a call in the journal.
 *
 * @param id the {@code send_id}
 * @param tool the tool's name
 * @param created when the call began
 * @param state {@link SendState#SENT} when the call has succeeded, {@link SendState#NOT_SENT} when it has changed nothing
 * @param writes its requests
 */
public record SendReport(String id, String tool, Instant created, SendState state, List<JournaledWrite> writes) {}
