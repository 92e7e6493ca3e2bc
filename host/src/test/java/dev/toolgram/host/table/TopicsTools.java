package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;
import static dev.toolgram.host.table.ToolRow.reading;

import dev.toolgram.host.table.ToolRow.Change;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tools of the plugin {@code topics}. */
final class TopicsTools {

    static final List<ToolRow> ROWS = List.of(
            reading(
                    "list_topics",
                    "topics",
                    "GET /api/topics",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "bread_school", "limit", 2),
                    "messages.getForumTopics"),
            new ToolRow(
                    "create_topic",
                    "topics",
                    "inbox",
                    "POST /api/topics",
                    "SEND chat WRITE",
                    List.of("chat", "title"),
                    host -> Map.of("chat", "bread_school", "title", "Topic " + UUID.randomUUID()),
                    "messages.createForumTopic",
                    new Change(
                            defaults(Map.of(), "icon_color"),
                            "would_call",
                            "bread_school",
                            "messages.createForumTopic")));

    private TopicsTools() {}
}
