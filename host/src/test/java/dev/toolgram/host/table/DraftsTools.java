package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;
import static dev.toolgram.host.table.ToolRow.reading;

import dev.toolgram.host.SandboxHost;
import dev.toolgram.host.table.ToolRow.Change;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The tools of the plugin {@code drafts}. */
final class DraftsTools {

    static final List<ToolRow> ROWS = List.of(
            new ToolRow(
                    "save_draft",
                    "drafts",
                    "inbox",
                    "POST /api/drafts",
                    "SEND chat WRITE",
                    List.of("chat", "text"),
                    host -> Map.of("chat", "me", "text", "draft " + UUID.randomUUID()),
                    null, // TDLib keeps a draft, and sends it to the server later
                    new Change(
                            defaults(Map.of("link_preview", true), "parse_mode", "reply_to", "topic_id"),
                            "would_call",
                            "me",
                            "messages.saveDraft")),
            reading("get_drafts", "drafts", "GET /api/drafts", "READ", List.of(), host -> Map.of(), null),
            new ToolRow(
                    "clear_draft",
                    "drafts",
                    "moderator",
                    "DELETE /api/drafts",
                    "SEND chat WRITE",
                    List.of("chat"),
                    DraftsTools::draft,
                    null,
                    new Change(defaults(Map.of(), "topic_id"), "would_call", "me", "messages.saveDraft")),
            reading(
                    "list_scheduled_messages",
                    "drafts",
                    "GET /api/scheduled",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "me"),
                    null), // TDLib asks the server after it has answered
            new ToolRow(
                    "cancel_scheduled_message",
                    "drafts",
                    "moderator",
                    "DELETE /api/scheduled/{message_id}",
                    "ADMIN chat WRITE",
                    List.of("chat"),
                    host -> Map.of("chat", "me", "message_id", scheduled(host)),
                    "messages.deleteScheduledMessages",
                    new Change(Map.of(), "would_call", "me", "messages.deleteScheduledMessages")));

    private DraftsTools() {}

    private static Map<String, Object> draft(SandboxHost host) {
        long before = saves(host);
        JsonNode answer = host.post("/api/drafts", Map.of("chat", "me", "text", "draft " + UUID.randomUUID()))
                .body();
        if (!answer.path("result").has("dry_run")) {
            Awaitility.await().until(() -> saves(host) > before); // TDLib sends it after it has answered
        }
        return Map.of("chat", "me");
    }

    private static long saves(SandboxHost host) {
        return host.sandbox("calls", Map.of())
                .valueStream()
                .filter(call -> call.path("method").asString("").equals("messages.saveDraft"))
                .mapToLong(call -> call.path("count").asLong())
                .sum();
    }

    /** A new scheduled message; where nothing is sent, an id that none has. */
    private static long scheduled(SandboxHost host) {
        return host.post(
                        "/api/messages",
                        Map.of("chat", "me", "text", "later " + UUID.randomUUID(), "schedule", "2027-01-31T18:30:00Z"))
                .result()
                .path("id")
                .asLong(1);
    }
}
