package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.host.table.BundledTools;
import dev.toolgram.testkit.RestResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every parameter that takes a chat takes the same references, through REST and MCP. */
@NullMarked
class ChatParametersIT {

    private static final String RUST = "https://t.me/rust_and_rye";

    private static SandboxHost host;
    private static WebFiles web;
    private static String file;

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
        web = new WebFiles();
        file = web.serve("notes.txt", "text/plain", "some notes".getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void close() {
        host.close();
        web.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rust_and_rye.t.me",
                "http://www.Telegram.Dog/s/rust%5Fand_rye/?before=9#top",
                "tg:resolve?domain=RUST_AND_RYE",
                "https://t.me/boost/rust_and_rye",
                "t.me/c/3001?boost",
            })
    void everyToolAcceptsEveryForm(String chat) {
        for (boolean mcp : new boolean[] {false, true}) {
            JsonNode entity = host.result(mcp, "get_entity", Map.of("chat", chat));
            assertThat(entity.get("id").asLong()).isEqualTo(3001);
            assertThat(host.result(mcp, "get_messages", Map.of("chat", chat, "limit", 1)))
                    .hasSize(1);
            assertThat(host.result(mcp, "get_participants", Map.of("chat", chat, "limit", 1)))
                    .hasSize(1);
            long id = host.result(mcp, "send_message", Map.of("chat", chat, "text", text()))
                    .get("id")
                    .asLong();
            JsonNode edited = host.result(mcp, "edit_message", Map.of("chat", chat, "message_id", id, "text", text()));
            assertThat(edited.get("chat_id").asLong()).isEqualTo(3001);
            JsonNode forwarded = host.result(
                    mcp, "forward_messages", Map.of("from_chat", chat, "to_chat", chat, "message_ids", List.of(id)));
            assertThat(forwarded.get(0).get("chat_id").asLong()).isEqualTo(3001);
            assertThat(host.result(mcp, "mark_read", Map.of("chat", chat))
                            .get("ok")
                            .asBoolean())
                    .isTrue();
            JsonNode sent = host.result(mcp, "send_file", Map.of("chat", chat, "file_url", file));
            assertThat(sent.get("chat_id").asLong()).isEqualTo(3001);
            JsonNode deleted = host.result(mcp, "delete_messages", Map.of("chat", chat, "message_ids", List.of(id)));
            assertThat(deleted.get("deleted").asInt()).isEqualTo(1);
            for (String tool : List.of("leave_chat", "join_chat")) {
                assertThat(host.result(mcp, tool, Map.of("chat", chat))
                                .get("ok")
                                .asBoolean())
                        .isTrue();
            }
            long group = host.result(mcp, "create_group", Map.of("title", text()))
                    .get("id")
                    .asLong();
            assertThat(host.result(mcp, "delete_chat", Map.of("chat", "https://t.me/c/" + group + "?boost"))
                            .get("ok")
                            .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"telegram.dog/JoinChat/SandboxInvite01?x=1", "tg:join?invite=SandboxInvite01"})
    void inviteLinkIsJoinedInEveryForm(String chat) {
        try (SandboxHost own = SandboxHost.start()) {
            assertThat(own.post("/api/chats/join", Map.of("chat", chat)).status())
                    .isEqualTo(200);
            assertThat(own.get("/api/messages", Map.of("chat", chat)).result()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void linkThatNamesNoChatIsRefused(String tool, String field) {
        refused(tool, field, "https://t.me/share/url?url=x", "this link does not name a chat");
        refused(tool, field, "tg://addstickers?set=Animals", "this link does not name a chat");
        refused(tool, field, "Bob Stone", "Chats with a similar name: Bob Stone (@bob_stone)");
    }

    static Stream<Arguments> parameters() {
        return BundledTools.ALL.stream()
                .filter(row -> !row.tool().equals("bulk_resolve")) // it reports each reference, and refuses none
                .flatMap(row -> row.chats().keySet().stream().map(field -> Arguments.of(row.tool(), field)));
    }

    /** These cannot use a message. */
    @ParameterizedTest
    @CsvSource({
        "get_entity, chat",
        "get_participants, chat",
        "get_linked_chat, chat",
        "archive_chat, chat",
        "mute_chat, chat",
        "get_common_chats, user",
        "add_contact, user",
        "block_user, user",
        "unblock_user, user",
        "delete_chat, chat",
        "join_chat, chat",
        "leave_chat, chat",
        "forward_messages, to_chat",
    })
    void linkToAMessageIsNotReadAsItsChat(String tool, String field) {
        refused(tool, field, RUST + "/12", "This link names message 12, not a chat: for the chat, use @rust_and_rye");
    }

    @ParameterizedTest
    @CsvSource({"get_messages", "send_message", "mark_read", "send_file"})
    void linkToAMissingMessageIsRefused(String tool) {
        refused(tool, "chat", RUST + "/999999", "No message 999999 in this chat");
    }

    @ParameterizedTest
    @CsvSource({"send_message", "send_file"})
    void linkToAMessageThatCannotBeRepliedToIsRefused(String tool) {
        refused(tool, "chat", RUST + "/1", "Message 1 cannot be replied to");
    }

    @ParameterizedTest
    @CsvSource({
        "edit_message, chat, message_id",
        "delete_messages, chat, message_ids",
        "forward_messages, from_chat, message_ids"
    })
    void linkToAnotherMessageThanTheGivenOneIsRefused(String tool, String field, String idField) {
        refused(tool, field, RUST + "/12", "This link names message 12, but " + idField + " does not");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messagesAreReadFromTheLinkedOne(boolean mcp) {
        JsonNode page = host.result(mcp, "get_messages", Map.of("chat", RUST + "/12?single", "limit", 3));
        assertThat(ids(page)).containsExactly(12L, 11L, 10L);
        assertThat(ids(host.result(mcp, "get_messages", Map.of("chat", RUST + "/12", "limit", 2, "offset_id", 10))))
                .containsExactly(9L, 8L);
        assertThat(ids(host.result(mcp, "get_messages", Map.of("chat", RUST + "/12", "limit", 1, "offset_id", 15))))
                .containsExactly(12L);
        assertThat(ids(host.result(mcp, "get_messages", Map.of("chat", RUST + "/12", "search", "e"))))
                .allMatch(id -> id <= 12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void linkedMessageIsRepliedToEditedForwardedReadAndDeleted(boolean mcp) {
        long id = host.result(mcp, "send_message", Map.of("chat", RUST, "text", text()))
                .get("id")
                .asLong();
        String link = "https://t.me/c/3001/" + id;

        JsonNode reply = host.result(mcp, "send_message", Map.of("chat", link, "text", text()));
        assertThat(reply.get("reply_to_msg_id").asLong()).isEqualTo(id);
        JsonNode sent = host.result(mcp, "send_file", Map.of("chat", link, "file_url", file));
        assertThat(sent.get("reply_to_msg_id").asLong()).isEqualTo(id);
        JsonNode edited = host.result(mcp, "edit_message", Map.of("chat", link, "message_id", id, "text", text()));
        assertThat(edited.get("id").asLong()).isEqualTo(id);
        JsonNode forwarded = host.result(
                mcp, "forward_messages", Map.of("from_chat", link, "to_chat", "me", "message_ids", List.of(id)));
        assertThat(forwarded).hasSize(1);
        assertThat(host.result(mcp, "mark_read", Map.of("chat", link)).get("ok").asBoolean())
                .isTrue();
        JsonNode deleted = host.result(mcp, "delete_messages", Map.of("chat", link, "message_ids", List.of(id)));
        assertThat(deleted.get("deleted").asInt()).isEqualTo(1);
    }

    @Test
    void onlyMessagesUpToTheLinkedOneAreMarkedAsRead() {
        try (SandboxHost own = SandboxHost.start()) {
            JsonNode newest =
                    own.get("/api/messages", Map.of("chat", RUST, "limit", 6)).result();
            String link = RUST + "/" + newest.get(5).get("id").asLong();
            JsonNode read = own.post("/api/messages/read", Map.of("chat", link)).result();
            assertThat(read.get("ok").asBoolean()).isTrue();

            long unread = newest.valueStream()
                    .limit(5)
                    .filter(message -> !message.get("out").asBoolean())
                    .count();
            JsonNode dialogs = own.get("/api/dialogs", Map.of("limit", 200)).result();
            assertThat(dialogs.valueStream()
                            .filter(dialog ->
                                    dialog.path("username").asString("").equals("rust_and_rye"))
                            .map(dialog -> dialog.get("unread_count").asLong()))
                    .containsExactly(unread);
        }
    }

    @Test
    void linkAndReplyToMustAgree() {
        RestResponse answer = host.post("/api/messages", Map.of("chat", RUST + "/12", "text", "hello", "reply_to", 11));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().toString()).contains("reply_to").contains("The chat is a link to message 12");
    }

    private static void refused(String tool, String path, String chat, String sentence) {
        String field = path.replace("[*]", "");
        Map<String, Object> input =
                new HashMap<>(BundledTools.named(tool).input().apply(host));
        input.put(field, path.equals(field) ? chat : List.of(chat));

        RestResponse answer = host.post("/api/tools/" + tool, input);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").toString()).endsWith("\"" + field + "\"]");
        assertThat(answer.detail().get(0).get("msg").asString()).contains(sentence);
        ToolAnswer mcp = host.mcp(tool, input);
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).startsWith(field + ": ").contains(sentence);
    }

    private static List<Long> ids(JsonNode messages) {
        return messages.valueStream().map(message -> message.get("id").asLong()).toList();
    }

    private static String text() {
        return "text " + UUID.randomUUID();
    }
}
