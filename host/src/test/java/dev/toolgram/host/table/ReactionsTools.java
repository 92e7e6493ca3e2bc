package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;
import static dev.toolgram.host.table.ToolRow.reading;

import dev.toolgram.host.SandboxHost;
import dev.toolgram.host.table.ToolRow.Change;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** The tools of the plugin {@code reactions}. */
final class ReactionsTools {

    /** Each input gets a message of the seeded history that has no reaction yet. */
    private static final AtomicInteger MESSAGES = new AtomicInteger(150);

    static final List<ToolRow> ROWS = List.of(
            new ToolRow(
                    "set_reaction",
                    "reactions",
                    "inbox",
                    "POST /api/messages/{message_id}/reactions",
                    "SEND chat WRITE",
                    List.of("chat", "emoji"),
                    host -> Map.of("message_id", message(), "chat", "rust_and_rye", "emoji", "👍"),
                    "messages.sendReaction",
                    new Change(defaults(Map.of("big", false)), "would_react", "rust_and_rye", "messages.sendReaction")),
            new ToolRow(
                    "remove_reaction",
                    "reactions",
                    "inbox",
                    "DELETE /api/messages/{message_id}/reactions",
                    "SEND chat WRITE",
                    List.of("chat"),
                    ReactionsTools::reacted,
                    "messages.sendReaction",
                    new Change(Map.of(), "would_unreact", "rust_and_rye", "messages.sendReaction")),
            reading(
                    "get_message_reactions",
                    "reactions",
                    "GET /api/messages/{message_id}/reactions",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("message_id", 100, "chat", "rust_and_rye", "limit", 5),
                    "messages.getMessageReactionsList"),
            reading(
                    "get_message_read_by",
                    "reactions",
                    "GET /api/messages/{message_id}/read_by",
                    "READ chat READ",
                    List.of("chat"),
                    ReactionsTools::ownInAGroup,
                    "messages.getMessageReadParticipants"));

    private ReactionsTools() {}

    private static int message() {
        return MESSAGES.incrementAndGet();
    }

    private static Map<String, Object> reacted(SandboxHost host) {
        int message = message();
        JsonNode _ = host.post("/api/messages/" + message + "/reactions", Map.of("chat", "rust_and_rye", "emoji", "🔥"))
                .body();
        return Map.of("message_id", message, "chat", "rust_and_rye");
    }

    private static Map<String, Object> ownInAGroup(SandboxHost host) {
        JsonNode sent = host.post("/api/messages", Map.of("chat", "bread_school", "text", "Who reads this?"))
                .result();
        return Map.of("message_id", sent.path("id").asLong(1), "chat", "bread_school");
    }
}
