package dev.toolgram.host;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Every bundled tool that changes something, for tests of what a preview or a dry run must not send. */
@NullMarked
final class WritingTools {

    /**
     * A tool.
     *
     * @param route its REST route
     * @param input makes an input that succeeds
     * @param defaults the fields that the input leaves out
     * @param key the key of the parameters in the answer, and the field that stands for them all, if one does
     * @param recipient the chat that it changes; {@code null} for none
     * @param method the API method that does it
     */
    record Row(
            String tool,
            String route,
            Function<SandboxHost, Map<String, Object>> input,
            Map<String, @Nullable Object> defaults,
            String key,
            @Nullable String recipient,
            String method) {

        /** The value under the key of the answer. */
        JsonNode parameters(Map<String, Object> given) {
            String[] words = key.split(" ");
            if (words.length > 1) {
                return SandboxHost.JSON.valueToTree(given.get(words[1]));
            }
            Map<String, @Nullable Object> all = new HashMap<>(defaults);
            all.putAll(given);
            return SandboxHost.JSON.readTree(SandboxHost.JSON.writeValueAsString(all));
        }

        String name() {
            return key.split(" ")[0];
        }

        @Override
        public String toString() {
            return tool;
        }
    }

    private static final WebFiles WEB = new WebFiles();
    private static final String FILE =
            WEB.serve("notes.txt", "text/plain", "some notes".getBytes(StandardCharsets.UTF_8));

    static final List<Row> ALL = List.of(
            new Row(
                    "send_message",
                    "POST /api/messages",
                    host -> Map.of("chat", "me", "text", "preview"),
                    nulls(Map.of("silent", false, "link_preview", true), "parse_mode", "reply_to"),
                    "would_send",
                    "me",
                    "messages.sendMessage"),
            new Row(
                    "edit_message",
                    "PATCH /api/messages/{message_id}",
                    host -> Map.of("message_id", message(host), "chat", "me", "text", "edited " + UUID.randomUUID()),
                    nulls(Map.of("link_preview", true), "parse_mode"),
                    "would_edit",
                    "me",
                    "messages.editMessage"),
            new Row(
                    "delete_messages",
                    "DELETE /api/messages",
                    host -> Map.of("chat", "me", "message_ids", List.of(message(host))),
                    nulls(Map.of("revoke", true)),
                    "would_delete",
                    "me",
                    "messages.deleteMessages"),
            new Row(
                    "forward_messages",
                    "POST /api/messages/forward",
                    host -> Map.of("from_chat", "me", "to_chat", "echo_bot", "message_ids", List.of(message(host))),
                    nulls(Map.of("silent", false)),
                    "would_forward",
                    "echo_bot",
                    "messages.forwardMessages"),
            new Row(
                    "mark_read",
                    "POST /api/messages/read",
                    WritingTools::unread,
                    nulls(Map.of("max_id", 0)),
                    "would_mark",
                    "rust_and_rye",
                    "channels.readHistory"),
            new Row(
                    "send_file",
                    "POST /api/files",
                    host -> Map.of("chat", "me", "file_url", FILE, "caption", "preview"),
                    nulls(
                            Map.of("silent", false, "force_document", false, "max_bytes", 52_428_800),
                            "parse_mode",
                            "text"),
                    "would_send_file",
                    "me",
                    "messages.sendMedia"),
            new Row(
                    "create_group",
                    "POST /api/chats",
                    host -> Map.of("title", "Previewed " + UUID.randomUUID()),
                    nulls(Map.of("megagroup", true)),
                    "would_create",
                    null,
                    "channels.createChannel"),
            new Row(
                    "delete_chat",
                    "DELETE /api/chats",
                    host -> Map.of("chat", group(host)),
                    Map.of(),
                    "would_delete_chat chat",
                    "own group",
                    "channels.deleteChannel"),
            new Row(
                    "leave_chat",
                    "POST /api/chats/leave",
                    host -> kitchen(host, "join"),
                    Map.of(),
                    "would_leave chat",
                    "open_kitchen",
                    "channels.leaveChannel"),
            new Row(
                    "join_chat",
                    "POST /api/chats/join",
                    host -> kitchen(host, "leave"),
                    Map.of(),
                    "would_join chat",
                    "open_kitchen",
                    "channels.joinChannel"));

    private WritingTools() {}

    static Stream<Row> all() {
        return ALL.stream();
    }

    private static Map<String, @Nullable Object> nulls(Map<String, Object> defaults, String... names) {
        Map<String, @Nullable Object> all = new HashMap<>(defaults);
        for (String name : names) {
            all.put(name, null);
        }
        return all;
    }

    /** A message that is new, or from the start where nothing is sent. */
    private static long message(SandboxHost host) {
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

    private static String group(SandboxHost host) {
        return host.post("/api/chats", Map.of("title", "Group " + UUID.randomUUID()))
                .result()
                .path("ref")
                .asString("rust_and_rye");
    }

    private static Map<String, Object> unread(SandboxHost host) {
        long chat = host.get("/api/entities", Map.of("chat", "rust_and_rye"))
                .result()
                .path("id")
                .asLong();
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

    private static Map<String, Object> kitchen(SandboxHost host, String before) {
        JsonNode _ = host.post("/api/chats/" + before, Map.of("chat", "open_kitchen"))
                .body();
        return Map.of("chat", "open_kitchen");
    }
}
