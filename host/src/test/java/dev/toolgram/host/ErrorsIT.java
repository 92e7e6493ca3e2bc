package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestResponse;
import io.modelcontextprotocol.spec.McpError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/** Every row of the error table that involves the real TDLib, over REST and MCP. */
@ExtendWith(SharedSandbox.class)
class ErrorsIT {

    private final SandboxHost host;

    ErrorsIT(SandboxHost host) {
        this.host = host;
    }

    @AfterEach
    void clearFaults() {
        JsonNode _ = host.sandbox("clear_faults", Map.of());
    }

    @Test
    void badJsonIsInvalidInput() {
        RestResponse answer = host.send("POST", "/api/messages", "{\"chat\": \"me\", ");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("type").asString()).isEqualTo("json_invalid");
    }

    @Test
    void allWrongFieldsAreReportedWithPath() {
        RestResponse answer = host.post("/api/messages", Map.of("chat", "me", "text", 5, "colour", "red"));
        ToolAnswer mcp = host.mcp("send_message", Map.of("chat", "me", "text", 5, "colour", "red"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().toString())
                .isEqualTo(
                        "[{\"loc\":[\"body\",\"colour\"],\"msg\":\"Unknown field; known fields: chat, text, parse_mode,"
                                + " reply_to, silent, link_preview, topic_id, quote, schedule\",\"type\":\"extra_forbidden\"},"
                                + "{\"loc\":[\"body\",\"text\"],\"msg\":\"Must be a string\",\"type\":\"string_type\"}]");
        assertThat(answer.body().get("request_id").asString()).isNotEmpty();
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text())
                .isEqualTo(
                        "colour: Unknown field; known fields: chat, text, parse_mode, reply_to, silent, link_preview,"
                                + " topic_id, quote, schedule\n"
                                + "text: Must be a string");
    }

    @Test
    void limitsAreChecked() {
        RestResponse tooMany = host.get("/api/messages", Map.of("chat", "me", "limit", 201));
        RestResponse noNumber = host.get("/api/messages", Map.of("chat", "me", "limit", "many"));
        RestResponse missing = host.get("/api/messages", Map.of());
        RestResponse tooLong = host.post("/api/messages", Map.of("chat", "me", "text", "x".repeat(4097)));

        assertThat(tooMany.detail().toString())
                .isEqualTo("[{\"loc\":[\"query\",\"limit\"],\"msg\":\"Must be less than or equal to 200\","
                        + "\"type\":\"less_than_equal\"}]");
        assertThat(noNumber.detail().get(0).get("type").asString()).isEqualTo("int_type");
        assertThat(missing.detail().toString())
                .isEqualTo("[{\"loc\":[\"query\",\"chat\"],\"msg\":\"Field required\",\"type\":\"missing\"}]");
        assertThat(tooLong.detail().get(0).get("type").asString()).isEqualTo("string_too_long");
        assertThat(List.of(tooMany, noNumber, missing, tooLong))
                .extracting(RestResponse::status)
                .containsOnly(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@nobody_of_that_name",
                "nobody_of_that_name",
                "https://t.me/nobody_of_that_name",
                "+19999999999",
                "987654321987",
                "-987654321",
                "-1009876543210",
                "0",
                "",
                "not a chat at all",
                "https://example.org/x"
            })
    void unresolvableChatIsInvalidInput(String chat) {
        RestResponse answer = host.get("/api/entities", Map.of("chat", chat));
        ToolAnswer mcp = host.mcp("get_entity", Map.of("chat", chat));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").toString()).isEqualTo("[\"query\",\"chat\"]");
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).startsWith("chat: ");
    }

    @Test
    void missingMessageIsInvalidInput() {
        RestResponse edit = host.send("PATCH", "/api/messages/999999", Map.of("chat", "me", "text", "x"));
        RestResponse reply = host.post("/api/messages", Map.of("chat", "me", "text", "x", "reply_to", 999999));

        assertThat(edit.status()).isEqualTo(400);
        assertThat(edit.detail().get(0).get("loc").toString()).isEqualTo("[\"path\",\"message_id\"]");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail().get(0).get("loc").toString()).isEqualTo("[\"body\",\"reply_to\"]");
    }

    @Test
    void refusalOfTelegramIsHandedOn() {
        RestResponse answer = host.post("/api/messages", Map.of("chat", "harbour_news", "text", "May I?"));
        fail("messages.sendMessage", 400, "PEER_FLOOD");
        RestResponse flooded = host.post("/api/messages", Map.of("chat", "me", "text", "x"));
        fail("messages.sendMessage", 400, "PEER_FLOOD");
        ToolAnswer mcp = host.mcp("send_message", Map.of("chat", "me", "text", "x"));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(flooded.status()).isEqualTo(502);
        assertThat(flooded.detail().toString())
                .isEqualTo("{\"telegram_error\":\"PeerFloodError\",\"message\":\"PEER_FLOOD\",\"code\":400,"
                        + "\"advice\":\"Telegram limits this account for writing to strangers: stop writing to people who"
                        + " are not contacts, for a day.\"}");
        assertThat(mcp.isError()).isTrue();
        assertThat(SandboxHost.JSON.readTree(mcp.text())).isEqualTo(flooded.detail());
    }

    @Test
    void forbiddenKeepsTelegramsCode() {
        fail("messages.sendMessage", 403, "CHAT_WRITE_FORBIDDEN");
        RestResponse answer = host.post("/api/messages", Map.of("chat", "me", "text", "x"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.detail().toString())
                .isEqualTo("{\"telegram_error\":\"ChatWriteForbiddenError\",\"message\":\"CHAT_WRITE_FORBIDDEN\","
                        + "\"code\":403,\"advice\":\"This account cannot write in this chat: join it, or ask its"
                        + " administrators for the right.\"}");
    }

    @Test
    void longFloodSaysWhenToComeBack() {
        fail("messages.sendMessage", 420, "FLOOD_WAIT_99");
        RestResponse answer = host.post("/api/messages", Map.of("chat", "me", "text", "x"));
        fail("messages.sendMessage", 420, "FLOOD_WAIT_99");
        ToolAnswer mcp = host.mcp("send_message", Map.of("chat", "me", "text", "x"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.detail().toString())
                .isEqualTo("{\"telegram_error\":\"FloodWaitError\",\"message\":\"FLOOD_WAIT_99\",\"code\":420,"
                        + "\"retry_after\":99,\"advice\":\"Wait retry_after seconds, then repeat the call, and make"
                        + " fewer calls of this kind.\"}");
        assertThat(answer.response().headers().firstValue("Retry-After")).contains("99");
        assertThat(SandboxHost.JSON.readTree(mcp.text())).isEqualTo(answer.detail());
    }

    /** TDLib rewords or recodes all of these. */
    @ParameterizedTest
    @CsvSource({
        "420, SLOWMODE_WAIT_98, SlowmodeWaitError, 98",
        "420, FLOOD_PREMIUM_WAIT_97, FloodPremiumWaitError, 97",
        "420, TAKEOUT_INIT_DELAY_96, TakeoutInitDelayError, 96",
        "400, INPUT_USER_DEACTIVATED, InputUserDeactivatedError, ",
        "400, PEER_ID_INVALID, PeerIdInvalidError, ",
        "400, MESSAGE_TOO_LONG, MessageTooLongError, ",
        "400, CHAT_FORWARDS_RESTRICTED, ChatForwardsRestrictedError, ",
        "400, REPLY_MESSAGE_ID_INVALID, ReplyMessageIdInvalidError, ",
        "403, PREMIUM_ACCOUNT_REQUIRED, PremiumAccountRequiredError, ",
        "403, ALLOW_PAYMENT_REQUIRED_5, AllowPaymentRequiredError, ",
        "400, CHAT_ADMIN_REQUIRED, ChatAdminRequiredError, ",
        "403, CHAT_ADMIN_REQUIRED, ChatAdminRequiredError, "
    })
    void errorsAreTheServersOwn(int code, String message, String name, @Nullable Integer retryAfter) {
        fail("messages.sendMessage", code, message);
        RestResponse answer = host.post("/api/messages", Map.of("chat", "me", "text", "x"));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(502);
        assertThat(answer.detail().get("telegram_error").asString()).isEqualTo(name);
        assertThat(answer.detail().get("message").asString()).isEqualTo(message);
        assertThat(answer.detail().get("code").asInt()).isEqualTo(code);
        assertThat(answer.response().headers().firstValue("Retry-After"))
                .isEqualTo(Optional.ofNullable(retryAfter).map(Object::toString));
    }

    @Test
    void shortFloodIsWaitedOut() {
        fail("messages.sendMessage", 420, "FLOOD_WAIT_1");

        assertThat(host.post("/api/messages", Map.of("chat", "me", "text", "patience"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void slowModeIsWaitedOut() {
        fail("messages.sendMessage", 420, "SLOWMODE_WAIT_1");

        assertThat(host.post("/api/messages", Map.of("chat", "me", "text", "slowly"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void cutConnectionIsMadeAgain() {
        JsonNode _ = host.sandbox("cut", Map.of());

        assertThat(host.post("/api/messages", Map.of("chat", "me", "text", "reconnected"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void serverThatFailsForAWhileIsTriedAgain() {
        fail("messages.sendMessage", 500, "INTERNAL");

        assertThat(host.post("/api/messages", Map.of("chat", "me", "text", "again"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void lostAnswerDoesNotSendTwice() {
        String text = "lost " + java.util.UUID.randomUUID();
        JsonNode _ = host.sandbox("lose_answer", Map.of("method", "messages.sendMessage", "times", 1));

        assertThat(host.post("/api/messages", Map.of("chat", "me", "text", text))
                        .status())
                .isEqualTo(200);
        assertThat(host.sandbox("count", Map.of("text", text)).get("count").asInt())
                .isEqualTo(1);
    }

    @Test
    void whatTimedOutIsNotSentLater() {
        try (SandboxHost impatient = SandboxHost.start(Map.of("TOOLGRAM_REQUEST_TIMEOUT", "1"))) {
            long original = impatient
                    .post("/api/messages", Map.of("chat", "me", "text", "hung original"))
                    .result()
                    .get("id")
                    .asLong();
            for (String method : List.of("messages.sendMessage", "messages.forwardMessages")) {
                JsonNode _ = impatient.sandbox("hang", Map.of("method", method));
            }
            Map<String, ?> forward =
                    Map.of("from_chat", "me", "to_chat", "@bob_stone", "message_ids", List.of(original));

            RestResponse sent = impatient.post("/api/messages", Map.of("chat", "me", "text", "hung one"));
            assertThat(sent.status()).isEqualTo(504);
            assertThat(sent.body().get("sent")).as(sent.text()).isEqualTo(BooleanNode.FALSE);
            assertThat(sent.detail().asString()).contains("it can be sent again");
            RestResponse forwarded = impatient.post("/api/messages/forward", forward); // TDLib cannot take it back
            assertThat(forwarded.status()).isEqualTo(504);
            assertThat(forwarded.body().get("sent").asString()).isEqualTo("unknown");
            assertThat(forwarded.detail().asString()).contains("may still take effect");
            ToolAnswer mcp = impatient.mcp("send_message", Map.of("chat", "me", "text", "hung two"));
            assertThat(mcp.isError()).isTrue();
            assertThat(mcp.text()).contains("the message was cancelled and is not sent");

            JsonNode _ = impatient.sandbox("clear_faults", Map.of());
            assertThat(impatient
                            .post("/api/messages", Map.of("chat", "me", "text", "hung last"))
                            .status())
                    .isEqualTo(200); // sent after anything that was still queued
            assertThat(impatient
                            .sandbox("count", Map.of("text", "hung ", "prefix", true))
                            .get("places")
                            .valueStream()
                            .map(place -> place.get("text").asString()))
                    .containsExactlyInAnyOrder("hung original", "hung last");
        }
    }

    @Test
    void timeoutsOfOtherWritesAreUnknownAndThoseOfReadsHaveNothingToSay() {
        try (SandboxHost impatient = SandboxHost.start(Map.of("TOOLGRAM_REQUEST_TIMEOUT", "1"))) {
            long id = impatient
                    .post("/api/messages", Map.of("chat", "me", "text", "as it was"))
                    .result()
                    .get("id")
                    .asLong();
            for (String method : List.of("messages.editMessage", "messages.search")) {
                JsonNode _ = impatient.sandbox("hang", Map.of("method", method));
            }

            RestResponse edit =
                    impatient.send("PATCH", "/api/messages/" + id, Map.of("chat", "me", "text", "as it is"));
            RestResponse search = impatient.get("/api/messages", Map.of("chat", "rust_and_rye", "search", "submarine"));

            assertThat(edit.status()).isEqualTo(504);
            assertThat(edit.body().get("sent")).isEqualTo(StringNode.valueOf("unknown"));
            assertThat(search.status()).isEqualTo(504);
            assertThat(search.body().has("sent")).isFalse();
        }
    }

    @Test
    void revokedSessionIsNotReady() {
        try (SandboxHost revoked = SandboxHost.start()) {
            JsonNode _ = revoked.sandbox("log_out", Map.of());
            RestResponse me = revoked.get("/api/dialogs", Map.of());

            assertThat(me.status()).isEqualTo(503);
            assertThat(revoked.mcp("get_dialogs", Map.of()).isError()).isTrue();
            assertThat(revoked.get("/healthz", Map.of())
                            .body()
                            .get("authorized")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void unknownRouteMethodAndToolAreDistinguished() {
        RestResponse path = host.get("/api/nothing", Map.of());
        RestResponse method = host.send("PUT", "/api/messages", Map.of());

        assertThat(path.status()).isEqualTo(404);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.response().headers().firstValue("Allow").orElse("")).contains("GET", "POST", "DELETE");
        assertThat(host.post("/api/tools/nothing", Map.of()).status()).isEqualTo(404);
        assertThatThrownBy(() -> host.mcp("nothing", Map.of()))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("Unknown tool: nothing");
    }

    @Test
    void bodyOverOneMebibyteIsRefused() {
        assertThat(host.post("/api/messages/read", Map.of("chat", "me", "text", "x".repeat(1 << 20)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void withoutTheKeyOnlyHealthAnswers() {
        try (SandboxHost locked =
                SandboxHost.start(Map.of("TOOLGRAM_AUTH_KEY", "k", "TOOLGRAM_PLUGIN_SANDBOX_CONTROL", "false"))) {
            RestResponse answer = locked.get("/api/me", Map.of());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer");
            assertThat(locked.send("POST", "/mcp", "{}").status()).isEqualTo(401);
            assertThat(locked.get("/healthz", Map.of()).status()).isEqualTo(200);
        }
    }

    private void fail(String method, int code, String message) {
        JsonNode _ = host.sandbox("fail", Map.of("method", method, "code", code, "message", message, "times", 1));
    }
}
