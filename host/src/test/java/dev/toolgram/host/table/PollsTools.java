package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;
import static dev.toolgram.host.table.ToolRow.reading;

import dev.toolgram.host.SandboxHost;
import dev.toolgram.host.table.ToolRow.Change;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tools of the plugin {@code polls}. */
final class PollsTools {

    private static final String CHAT = "bread_school";

    /** A poll of the account that is there from the start, for where nothing is sent. */
    private static final long SEEDED = 11;

    static final List<ToolRow> ROWS = List.of(
            new ToolRow(
                    "create_poll",
                    "polls",
                    "inbox",
                    "POST /api/polls",
                    "SEND chat WRITE",
                    List.of("chat", "question", "options"),
                    host -> poll(),
                    "messages.sendMedia",
                    new Change(
                            defaults(Map.of("multiple_choice", false, "quiz", false), "correct_option", "solution"),
                            "would_create_poll",
                            CHAT,
                            "messages.sendMedia")),
            new ToolRow(
                    "vote_poll",
                    "polls",
                    "inbox",
                    "POST /api/polls/{message_id}/vote",
                    "SEND chat WRITE",
                    List.of("chat", "options"),
                    host -> Map.of("message_id", sent(host), "chat", CHAT, "options", List.of(1)),
                    "messages.sendVote",
                    new Change(Map.of(), "would_vote", CHAT, "messages.sendVote")),
            reading(
                    "get_poll_results",
                    "polls",
                    "GET /api/polls/{message_id}/results",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("message_id", SEEDED, "chat", CHAT),
                    null),
            new ToolRow(
                    "close_poll",
                    "polls",
                    "moderator",
                    "POST /api/polls/{message_id}/close",
                    "SEND chat WRITE",
                    List.of("chat"),
                    host -> Map.of("message_id", sent(host), "chat", CHAT),
                    "messages.editMessage",
                    new Change(Map.of(), "would_call", CHAT, "messages.editMessage")));

    private PollsTools() {}

    private static Map<String, Object> poll() {
        return Map.of("chat", CHAT, "question", "Which? " + UUID.randomUUID(), "options", List.of("This", "That"));
    }

    private static long sent(SandboxHost host) {
        return host.post("/api/polls", poll()).result().path("id").asLong(SEEDED);
    }
}
