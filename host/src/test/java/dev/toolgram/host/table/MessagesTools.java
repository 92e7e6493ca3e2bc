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

/** The tools of the plugin {@code messages}. */
final class MessagesTools {

    static final List<ToolRow> ROWS = List.of(
            reading(
                    "get_messages",
                    "messages",
                    "GET /api/messages",
                    "READ chat READ from READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye", "search", "rye", "limit", 5),
                    "messages.search"),
            new ToolRow(
                    "send_message",
                    "messages",
                    "inbox",
                    "POST /api/messages",
                    "SEND chat WRITE",
                    List.of("chat", "text"),
                    host -> Map.of("chat", "me", "text", "table"),
                    "messages.sendMessage",
                    new Change(
                            defaults(
                                    Map.of("silent", false, "link_preview", true),
                                    "parse_mode",
                                    "reply_to",
                                    "topic_id",
                                    "quote",
                                    "schedule"),
                            "would_send",
                            "me",
                            "messages.sendMessage")),
            new ToolRow(
                    "edit_message",
                    "messages",
                    "inbox",
                    "PATCH /api/messages/{message_id}",
                    "SEND chat WRITE",
                    List.of("chat", "text"),
                    host -> Map.of("message_id", message(host), "chat", "me", "text", "edited " + UUID.randomUUID()),
                    "messages.editMessage",
                    new Change(
                            defaults(Map.of("link_preview", true), "parse_mode"),
                            "would_edit",
                            "me",
                            "messages.editMessage")),
            new ToolRow(
                    "delete_messages",
                    "messages",
                    "inbox",
                    "DELETE /api/messages",
                    "ADMIN chat WRITE",
                    List.of("chat", "message_ids"),
                    host -> Map.of("chat", "me", "message_ids", List.of(message(host))),
                    "messages.deleteMessages",
                    new Change(defaults(Map.of("revoke", true)), "would_delete", "me", "messages.deleteMessages")),
            new ToolRow(
                    "forward_messages",
                    "messages",
                    "inbox",
                    "POST /api/messages/forward",
                    "SEND from_chat READ to_chat WRITE",
                    List.of("from_chat", "to_chat", "message_ids"),
                    host -> Map.of("from_chat", "me", "to_chat", "echo_bot", "message_ids", List.of(message(host))),
                    "messages.forwardMessages",
                    new Change(
                            defaults(Map.of("silent", false)),
                            "would_forward",
                            "echo_bot",
                            "messages.forwardMessages")),
            new ToolRow(
                    "mark_read",
                    "messages",
                    "inbox",
                    "POST /api/messages/read",
                    "ADMIN chat WRITE",
                    List.of("chat"),
                    MessagesTools::unread,
                    null,
                    new Change(defaults(Map.of("max_id", 0)), "would_mark", "rust_and_rye", "channels.readHistory")),
            reading(
                    "get_message",
                    "messages",
                    "GET /api/messages/{message_id}",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye", "message_id", 5),
                    null), // TDLib has it; MessageToolsIT has the refusal
            new ToolRow(
                    "pin_message",
                    "messages",
                    "inbox",
                    "POST /api/messages/{message_id}/pin",
                    "SEND chat WRITE",
                    List.of("chat"),
                    host -> Map.of("message_id", message(host), "chat", "me"),
                    "messages.updatePinnedMessage",
                    new Change(
                            defaults(Map.of("silent", true, "pm_oneside", false)),
                            "would_pin",
                            "me",
                            "messages.updatePinnedMessage")),
            new ToolRow(
                    "unpin_message",
                    "messages",
                    "inbox",
                    "POST /api/messages/{message_id}/unpin",
                    "SEND chat WRITE",
                    List.of("chat"),
                    host -> Map.of("message_id", message(host), "chat", "me"),
                    "messages.updatePinnedMessage",
                    new Change(Map.of(), "would_unpin", "me", "messages.updatePinnedMessage")),
            reading(
                    "get_pinned_messages",
                    "messages",
                    "GET /api/pinned",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye"),
                    null),
            reading(
                    "get_message_context",
                    "messages",
                    "GET /api/messages/{message_id}/context",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye", "message_id", 290),
                    null),
            reading(
                    "get_replies",
                    "messages",
                    "GET /api/messages/{message_id}/replies",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye", "message_id", 41),
                    "messages.getReplies"),
            reading(
                    "search_global",
                    "messages",
                    "GET /api/search",
                    "READ",
                    List.of("query"),
                    host -> Map.of("query", "rye", "limit", 5),
                    "messages.searchGlobal"),
            reading(
                    "get_message_link",
                    "messages",
                    "GET /api/messages/{message_id}/link",
                    "READ chat READ",
                    List.of("chat"),
                    host -> Map.of("chat", "rust_and_rye", "message_id", 5),
                    null),
            reading(
                    "resolve_message_link",
                    "messages",
                    "GET /api/links",
                    "READ link READ",
                    List.of("link"),
                    host -> Map.of("link", "https://t.me/rust_and_rye/5"),
                    null));

    private MessagesTools() {}

    /** A message in Saved Messages that is new, or there from the start where nothing is sent. */
    static long message(SandboxHost host) {
        JsonNode sent = host.post("/api/messages", Map.of("chat", "me", "text", "original " + UUID.randomUUID()))
                .result();
        return sent.has("id")
                ? sent.get("id").asLong()
                : host.get("/api/messages", Map.of("chat", "me"))
                        .result()
                        .path(0)
                        .path("id")
                        .asLong();
    }

    private static long id(SandboxHost host, String chat) {
        return host.get("/api/entities", Map.of("chat", chat))
                .result()
                .path("id")
                .asLong();
    }

    private static Map<String, Object> unread(SandboxHost host) {
        long chat = id(host, "rust_and_rye");
        String text = "unread " + UUID.randomUUID();
        if (!host.sandbox("receive", Map.of("chat_id", chat, "text", text)).has("dry_run")) {
            Awaitility.await().until(() -> newest(host).equals(text));
        }
        return Map.of("chat", "rust_and_rye");
    }

    private static String newest(SandboxHost host) {
        return host.get("/api/messages", Map.of("chat", "rust_and_rye", "limit", 1))
                .result()
                .path(0)
                .path("text")
                .asString();
    }
}
