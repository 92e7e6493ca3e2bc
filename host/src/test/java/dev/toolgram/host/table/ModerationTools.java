package dev.toolgram.host.table;

import static dev.toolgram.host.table.ToolRow.defaults;
import static dev.toolgram.host.table.ToolRow.reading;

import dev.toolgram.host.SandboxHost;
import dev.toolgram.host.table.ToolRow.Change;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The tools of the plugin {@code moderation}. */
final class ModerationTools {

    private static final long BOB = 1002;
    private static final String CARLA = "1003";

    static final List<ToolRow> ROWS = List.of(
            new ToolRow(
                    "ban_user",
                    "moderation",
                    "moderator",
                    "POST /api/chats/{chat}/admin/ban",
                    "ADMIN chat WRITE user READ",
                    List.of("chat", "user"),
                    host -> Map.of("chat", groupWithBob(host), "user", "bob_stone"),
                    "channels.editBanned",
                    new Change(defaults(Map.of("until_seconds", 0)), "would_ban", "own group", "channels.editBanned")),
            new ToolRow(
                    "unban_user",
                    "moderation",
                    "moderator",
                    "POST /api/chats/{chat}/admin/unban",
                    "ADMIN chat WRITE user READ",
                    List.of("chat", "user"),
                    host -> {
                        Map<String, Object> input = Map.of("chat", groupWithBob(host), "user", "bob_stone");
                        JsonNode _ = host.post("/api/admin/ban", input).body();
                        return input;
                    },
                    "channels.getParticipant",
                    new Change(Map.of(), "would_unban", "own group", "channels.editBanned")),
            new ToolRow(
                    "kick_user",
                    "moderation",
                    "moderator",
                    "POST /api/chats/{chat}/admin/kick",
                    "ADMIN chat WRITE user READ",
                    List.of("chat", "user"),
                    // Of a basic group, because TDLib calls channels.editBanned twice.
                    host -> {
                        JsonNode _ = role(host, 2001, 1001, "ADMINISTRATOR");
                        JsonNode _ = role(host, 2001, 1003, "MEMBER");
                        return Map.of("chat", "-2001", "user", CARLA);
                    },
                    "messages.deleteChatUser",
                    new Change(Map.of(), "would_kick", "-2001", "messages.deleteChatUser")),
            new ToolRow(
                    "promote_user",
                    "moderation",
                    "moderator",
                    "POST /api/chats/{chat}/admin/promote",
                    "ADMIN chat WRITE user READ",
                    List.of("chat", "user"),
                    host -> Map.of("chat", groupWithBob(host), "user", "bob_stone", "pin_messages", true),
                    "channels.editAdmin",
                    new Change(
                            defaults(
                                    Map.of(
                                            "change_info", false,
                                            "post_messages", false,
                                            "edit_messages", false,
                                            "delete_messages", false,
                                            "ban_users", false,
                                            "invite_users", false,
                                            "add_admins", false,
                                            "anonymous", false,
                                            "manage_call", false),
                                    "title"),
                            "would_promote",
                            "own group",
                            "channels.editAdmin")),
            new ToolRow(
                    "demote_user",
                    "moderation",
                    "moderator",
                    "POST /api/chats/{chat}/admin/demote",
                    "ADMIN chat WRITE user READ",
                    List.of("chat", "user"),
                    host -> {
                        String group = groupWithBob(host);
                        JsonNode _ = role(host, id(host, group), BOB, "ADMINISTRATOR");
                        return Map.of("chat", group, "user", "bob_stone");
                    },
                    "channels.getParticipant",
                    new Change(Map.of(), "would_demote", "own group", "channels.editAdmin")),
            reading(
                    "get_admins",
                    "moderation",
                    "GET /api/chats/{chat}/admins",
                    "FULL chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye"),
                    "channels.getParticipants"),
            new ToolRow(
                    "set_group_permissions",
                    "moderation",
                    "moderator",
                    "PATCH /api/chats/{chat}/permissions",
                    "ADMIN chat WRITE",
                    List.of("chat"),
                    host -> Map.of("chat", ChatsTools.group(host), "send_polls", false),
                    "messages.editChatDefaultBannedRights",
                    new Change(
                            defaults(
                                    Map.of(),
                                    "send_messages",
                                    "send_photos",
                                    "send_videos",
                                    "send_video_notes",
                                    "send_voice_notes",
                                    "send_audios",
                                    "send_documents",
                                    "send_stickers",
                                    "add_link_previews",
                                    "react",
                                    "change_info",
                                    "invite_users",
                                    "pin_messages",
                                    "create_topics"),
                            "would_call",
                            "own group",
                            "messages.editChatDefaultBannedRights")),
            reading(
                    "get_recent_actions",
                    "moderation",
                    "GET /api/chats/{chat}/actions",
                    "FULL chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", ChatsTools.group(host)),
                    "channels.getAdminLog"));

    private ModerationTools() {}

    /** A new group of the account with one other member. */
    private static String groupWithBob(SandboxHost host) {
        String group = ChatsTools.group(host);
        JsonNode _ = role(host, id(host, group), BOB, "MEMBER");
        return group;
    }

    private static long id(SandboxHost host, String chat) {
        return host.get("/api/entities", Map.of("chat", chat))
                .result()
                .path("id")
                .asLong();
    }

    private static JsonNode role(SandboxHost host, long chat, long user, String role) {
        return host.sandbox("set_role", Map.of("chat_id", chat, "user_id", user, "role", role));
    }
}
