package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;
import static dev.toolgram.host.table.ToolRow.reading;

import dev.toolgram.host.SandboxHost;
import dev.toolgram.host.table.ToolRow.Change;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** The tools of the plugin {@code chats}. */
final class ChatsTools {

    private static final AtomicInteger SECONDS = new AtomicInteger();

    static final List<ToolRow> ROWS = List.of(
            reading("get_me", "chats", "GET /api/me", "READ", List.of(), host -> Map.of(), null),
            reading(
                    "get_entity",
                    "chats",
                    "GET /api/entities",
                    "RESOLVE chat READ",
                    List.of("chat"),
                    // A name that TDLib has not resolved yet.
                    host -> Map.of(
                            "chat", "fresh" + UUID.randomUUID().toString().substring(0, 8)),
                    "contacts.resolveUsername"),
            reading(
                    "bulk_resolve",
                    "chats",
                    "POST /api/entities/bulk",
                    "RESOLVE chats[*] READ",
                    List.of("chats"),
                    host -> Map.of("chats", List.of("rust_and_rye", 1002)),
                    null),
            reading(
                    "get_linked_chat",
                    "chats",
                    "GET /api/chats/{chat}/linked",
                    "FULL chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "harbour_news"),
                    null),
            reading("list_folders", "chats", "GET /api/folders", "READ", List.of(), host -> Map.of(), null),
            reading(
                    "search_public_chats",
                    "chats",
                    "GET /api/chats/search",
                    "RESOLVE",
                    List.of("query"),
                    host -> Map.of("query", UUID.randomUUID().toString()), // TDLib keeps what it has found
                    "contacts.search"),
            new ToolRow(
                    "archive_chat",
                    "chats",
                    "moderator",
                    "POST /api/chats/archive",
                    "ADMIN chat WRITE",
                    List.of("chat"),
                    host -> Map.of("chat", "echo_bot", "archived", !isArchived(host, "@echo_bot")),
                    null,
                    new Change(Map.of(), "would_call", "echo_bot", "folders.editPeerFolders")),
            new ToolRow(
                    "mute_chat",
                    "chats",
                    "moderator",
                    "POST /api/chats/mute",
                    "ADMIN chat WRITE",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye", "seconds", SECONDS.addAndGet(1000)),
                    null,
                    new Change(
                            defaults(Map.of("muted", true)),
                            "would_call",
                            "rust_and_rye",
                            "account.updateNotifySettings")),
            reading("get_dialogs", "chats", "GET /api/dialogs", "READ", List.of(), host -> Map.of("limit", 5), null),
            reading(
                    "get_participants",
                    "chats",
                    "GET /api/participants",
                    "FULL chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye", "limit", 5),
                    "channels.getParticipants"),
            new ToolRow(
                    "create_group",
                    "chats",
                    "all",
                    "POST /api/chats",
                    "CREATE",
                    List.of("title"),
                    host -> Map.of("title", "Table " + UUID.randomUUID()),
                    "channels.createChannel",
                    new Change(defaults(Map.of("megagroup", true)), "would_create", null, "channels.createChannel")),
            new ToolRow(
                    "delete_chat",
                    "chats",
                    "all",
                    "DELETE /api/chats",
                    "ADMIN chat WRITE",
                    List.of("chat"),
                    host -> Map.of("chat", group(host)),
                    "channels.deleteChannel",
                    new Change(Map.of(), "would_delete_chat chat", "own group", "channels.deleteChannel")),
            new ToolRow(
                    "join_chat",
                    "chats",
                    "all",
                    "POST /api/chats/join",
                    "JOIN chat WRITE",
                    List.of("chat"),
                    host -> kitchen(host, "leave"),
                    "channels.joinChannel",
                    new Change(Map.of(), "would_join chat", "open_kitchen", "channels.joinChannel")),
            new ToolRow(
                    "leave_chat",
                    "chats",
                    "all",
                    "POST /api/chats/leave",
                    "ADMIN chat WRITE",
                    List.of("chat"),
                    host -> kitchen(host, "join"),
                    "channels.leaveChannel",
                    new Change(Map.of(), "would_leave chat", "open_kitchen", "channels.leaveChannel")));

    private ChatsTools() {}

    /** A new group of the account, or another chat where none is made. */
    static String group(SandboxHost host) {
        return host.post("/api/chats", Map.of("title", "Group " + UUID.randomUUID()))
                .result()
                .path("ref")
                .asString("rust_and_rye");
    }

    private static boolean isArchived(SandboxHost host, String ref) {
        return host.get("/api/dialogs", Map.of("archived", true))
                .result()
                .valueStream()
                .anyMatch(dialog -> dialog.path("ref").asString().equals(ref));
    }

    private static Map<String, Object> kitchen(SandboxHost host, String before) {
        JsonNode _ = host.post("/api/chats/" + before, Map.of("chat", "open_kitchen"))
                .body();
        return Map.of("chat", "open_kitchen");
    }
}
