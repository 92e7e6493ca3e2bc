package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.reading;

import java.util.List;
import java.util.Map;

/** The tools of the plugin {@code inbox}. */
final class InboxTools {

    static final List<ToolRow> ROWS = List.of(
            reading(
                    "list_unread",
                    "inbox",
                    "GET /api/dialogs/unread",
                    "READ",
                    List.of(),
                    host -> Map.of("limit", 5),
                    null),
            reading(
                    "catch_up",
                    "inbox",
                    "POST /api/messages/catch-up",
                    "READ chats[*] READ",
                    List.of(),
                    host -> Map.of("chats", List.of("rust_and_rye"), "since", "2020-01-01T00:00:00Z", "limit", 5),
                    null),
            reading(
                    "export_chat",
                    "inbox",
                    "GET /api/chats/{chat}/export",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye", "limit", 5),
                    null));

    private InboxTools() {}
}
