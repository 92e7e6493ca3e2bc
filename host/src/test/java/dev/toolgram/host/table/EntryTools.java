package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;
import static dev.toolgram.host.table.ToolRow.reading;

import dev.toolgram.host.SandboxHost;
import dev.toolgram.host.table.ToolRow.Change;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The tools of the plugin {@code entry}. */
final class EntryTools {

    private static final String INVITE = "SandboxInvite01";

    static final List<ToolRow> ROWS = List.of(
            new ToolRow(
                    "join_via_invite",
                    "entry",
                    "all",
                    "POST /api/chats/invite",
                    "JOIN",
                    List.of("invite"),
                    host -> {
                        JsonNode _ = host.post("/api/chats/leave", Map.of("chat", "t.me/+" + INVITE))
                                .body();
                        return Map.of("invite", INVITE);
                    },
                    "messages.importChatInvite",
                    new Change(Map.of(), "would_join_invite invite", null, "messages.importChatInvite")),
            new ToolRow(
                    "create_invite_link",
                    "entry",
                    "moderator",
                    "POST /api/chats/{chat}/invite_links",
                    "ADMIN chat WRITE",
                    List.of("chat"),
                    host -> Map.of("chat", ChatsTools.group(host)),
                    "messages.exportChatInvite",
                    new Change(
                            defaults(Map.of("name", "", "expires_in", 0, "member_limit", 0, "approval", false)),
                            "would_call",
                            "own group",
                            "messages.exportChatInvite")),
            reading(
                    "list_invite_links",
                    "entry",
                    "GET /api/chats/{chat}/invite_links",
                    "FULL chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", ChatsTools.group(host)),
                    "messages.getExportedChatInvites"),
            new ToolRow(
                    "revoke_invite_link",
                    "entry",
                    "moderator",
                    "DELETE /api/chats/{chat}/invite_links",
                    "ADMIN chat WRITE",
                    List.of("chat", "link"),
                    host -> {
                        String group = ChatsTools.group(host);
                        return Map.of("chat", group, "link", link(host, Map.of("chat", group)));
                    },
                    "messages.editExportedChatInvite",
                    new Change(Map.of(), "would_call", "own group", "messages.editExportedChatInvite")),
            new ToolRow(
                    "invite_to_group",
                    "entry",
                    "all",
                    "POST /api/chats/{chat}/members",
                    "JOIN chat WRITE users[*] READ",
                    List.of("chat", "users"),
                    host -> Map.of("chat", ChatsTools.group(host), "users", List.of("bob_stone")),
                    "channels.inviteToChannel",
                    new Change(Map.of(), "would_call", "own group", "channels.inviteToChannel")),
            reading(
                    "list_join_requests",
                    "entry",
                    "GET /api/chats/{chat}/join_requests",
                    "FULL chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", ChatsTools.group(host)),
                    "messages.getChatInviteImporters"),
            new ToolRow(
                    "answer_join_request",
                    "entry",
                    "moderator",
                    "POST /api/chats/{chat}/join_requests",
                    "ADMIN chat WRITE user READ",
                    List.of("chat", "user", "approve"),
                    host -> {
                        String group = ChatsTools.group(host);
                        String link = link(host, Map.of("chat", group, "approval", true));
                        long id = host.get("/api/entities", Map.of("chat", group))
                                .result()
                                .path("id")
                                .asLong();
                        JsonNode _ = host.sandbox(
                                "join",
                                Map.of("chat_id", id, "user_id", 1002, "hash", link.substring(link.indexOf('+') + 1)));
                        return Map.of("chat", group, "user", "bob_stone", "approve", true);
                    },
                    "messages.hideChatJoinRequest",
                    new Change(Map.of(), "would_call", "own group", "messages.hideChatJoinRequest")));

    private EntryTools() {}

    /** A new invite link, or another where none is made. */
    private static String link(SandboxHost host, Map<String, Object> input) {
        return host.post("/api/tools/create_invite_link", input)
                .result()
                .path("link")
                .asString("https://t.me/+" + INVITE);
    }
}
