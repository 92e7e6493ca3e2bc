package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sending, forwarding and deleting, with all that can be said about it. */
@NullMarked
@ExtendWith(SharedSandbox.class)
class SendingIT {

    private final SandboxHost host;

    SendingIT(SandboxHost host) {
        this.host = host;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "md; **bold** and __italic__; bold and italic",
                "markdown; ~~struck~~ ||hidden||; struck hidden",
                "md; `code` [link](https://x.org); code link",
                "html; <b>bold</b> <i>it</i>; bold it",
                "html; <a href=\"https://x.org\">link</a>; link",
            })
    void markupIsReadAndNotSent(String mode, String text, String plain) {
        JsonNode sent =
                send(Map.of("chat", "me", "text", text, "parse_mode", mode)).result();

        assertThat(sent.get("text").asString()).isEqualTo(plain);
    }

    @Test
    void withoutAModeMarkupIsText() {
        Map<String, Object> input = new HashMap<>(Map.of("chat", "me", "text", "**stars** <b>"));
        input.put("parse_mode", null);

        assertThat(send(input).result().get("text").asString()).isEqualTo("**stars** <b>");
    }

    /** Telegram itself accepts what the parsers make of every kind of markup, broken markup included. */
    @Test
    void everyRowOfTheMarkupTableIsSent() throws IOException {
        List<String> rows;
        try (InputStream table = SendingIT.class.getResourceAsStream("telegram/text/markup.jsonl")) {
            rows = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        int sent = 0;
        int blank = 0;
        for (String line : rows) {
            if (line.contains("tg://user")) {
                continue; // MentionsIT
            }
            JsonNode row = SandboxHost.JSON.readTree(line);
            String expected = row.get("text").asString();
            RestResponse answer = send(Map.of(
                    "chat",
                    "me",
                    "text",
                    row.get("input").asString(),
                    "parse_mode",
                    row.get("mode").asString()));
            if (expected.replace("\u200d", "").isBlank()) {
                assertThat(answer.status()).as(line).isEqualTo(400);
                assertThat(answer.detail().get(0).get("loc").toString()).isEqualTo("[\"body\",\"text\"]");
                blank++;
            } else {
                assertThat(answer.result().get("text").asString()).as(line).isEqualTo(expected);
                sent++;
            }
        }
        assertThat(sent).isGreaterThan(170);
        assertThat(blank).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩‍👩‍👧‍👦 family",
                "שלום עולם",
                "مرحبا بالعالم",
                "e\u0301 combining",
                "two\nlines",
                "𝔘𝔫𝔦𝔠𝔬𝔡𝔢"
            })
    void textOfAnyScriptArrivesAsItWas(String text) {
        JsonNode sent = send(Map.of("chat", "me", "text", text)).result();

        assertThat(sent.get("text").asString()).isEqualTo(text);
        assertThat(host.sandbox("messages", Map.of("chat_id", 1001, "limit", 5))
                        .valueStream()
                        .map(message -> message.get("text").asString()))
                .contains(text);
    }

    @Test
    void longestTextIsSentWhole() {
        String text = "x".repeat(4096);
        String emoji = "🦀".repeat(2048);

        assertThat(send(Map.of("chat", "me", "text", text)).result().get("text").asString())
                .isEqualTo(text);
        assertThat(send(Map.of("chat", "me", "text", emoji))
                        .result()
                        .get("text")
                        .asString())
                .isEqualTo(emoji);
        assertThat(send(Map.of("chat", "me", "text", text + "x")).status()).isEqualTo(400);
    }

    @Test
    void textOfBlanksOnlyIsRefusedWithoutBeingSent() {
        assertThat(send(Map.of("chat", "me", "text", "   ")).status()).isEqualTo(400);
        assertThat(send(Map.of("chat", "me", "text", "\u0000")).status()).isEqualTo(400);
    }

    @Test
    void replyNamesTheMessageItAnswers() {
        long first = send(Map.of("chat", "me", "text", "question"))
                .result()
                .get("id")
                .asLong();
        JsonNode reply =
                send(Map.of("chat", "me", "text", "answer", "reply_to", first)).result();

        assertThat(reply.get("reply_to_msg_id").asLong()).isEqualTo(first);
    }

    @Test
    void silentMessageIsStoredAsOne() {
        JsonNode sent =
                send(Map.of("chat", "echo_bot", "text", "hush", "silent", true)).result();

        JsonNode stored = host.sandbox("messages", Map.of("chat_id", 1005, "limit", 10))
                .valueStream()
                .filter(message -> message.get("id").asLong() == sent.get("id").asLong())
                .findFirst()
                .orElseThrow();
        assertThat(stored.get("silent").asBoolean()).isTrue();
    }

    @Test
    void forwardedMessagesComeInTheOrderTheyWereWritten() {
        long one = send(Map.of("chat", "me", "text", "one")).result().get("id").asLong();
        long two = send(Map.of("chat", "me", "text", "two")).result().get("id").asLong();

        JsonNode forwarded = host.post(
                        "/api/messages/forward",
                        Map.of("from_chat", "me", "to_chat", "echo_bot", "message_ids", List.of(two, one)))
                .result();

        assertThat(forwarded.valueStream().map(message -> message.get("text").asString()))
                .containsExactly("one", "two");
        assertThat(forwarded)
                .allSatisfy(message ->
                        assertThat(message.get("chat_ref").asString()).isEqualTo("@echo_bot"));
    }

    @Test
    void forwardOfAMissingMessageForwardsNothing() {
        long one =
                send(Map.of("chat", "me", "text", "alone")).result().get("id").asLong();

        RestResponse answer = host.post(
                "/api/messages/forward",
                Map.of("from_chat", "me", "to_chat", "echo_bot", "message_ids", List.of(one, 999_999)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").toString()).isEqualTo("[\"body\",\"message_ids\",1]");
    }

    /** Shifted by 20 bits as TDLib wants it, such an id would wrap round to the id of another message. */
    @Test
    void hugeIdIsNoMessageRatherThanAnotherOne() {
        long id = send(Map.of("chat", "me", "text", "untouched"))
                .result()
                .get("id")
                .asLong();
        long huge = (1L << 44) + id;

        JsonNode deleted = host.send(
                        "DELETE",
                        "/api/messages",
                        Map.of("chat", "me", "message_ids", List.of(huge, Long.MAX_VALUE, 1L << 31)))
                .result();

        assertThat(deleted.toString()).isEqualTo("{\"deleted\":0,\"requested\":3}");
        assertThat(host.send("PATCH", "/api/messages/" + huge, Map.of("chat", "me", "text", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(host.get("/api/messages", Map.of("chat", "me", "limit", 1, "offset_id", Long.MAX_VALUE))
                        .result())
                .hasSize(1);
        assertThat(host.post("/api/messages/read", Map.of("chat", "me", "max_id", huge))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void forwardOfAServiceMessageForwardsNothing() {
        String before = newestInSavedMessages();

        RestResponse answer = host.post(
                "/api/messages/forward",
                Map.of("from_chat", "rust_and_rye", "to_chat", "me", "message_ids", List.of(270, 120)));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.detail().toString())
                .isEqualTo("[{\"loc\":[\"body\",\"message_ids\",1],\"msg\":\"Message 120 is a service message or"
                        + " protected and cannot be forwarded; nothing was forwarded\",\"type\":\"value_error\"}]");
        assertThat(newestInSavedMessages()).isEqualTo(before);
    }

    private String newestInSavedMessages() {
        return host.get("/api/messages", Map.of("chat", "me", "limit", 1))
                .result()
                .toString();
    }

    @Test
    void forwardToSavedMessagesWorks() {
        JsonNode forwarded = host.post(
                        "/api/messages/forward",
                        Map.of("from_chat", "rust_and_rye", "to_chat", "me", "message_ids", List.of(270)))
                .result();

        assertThat(forwarded.get(0).get("text").asString()).contains("marmalade");
    }

    @Test
    void hundredMessagesAreDeletedAtOnce() {
        JsonNode added = host.sandbox("add_messages", Map.of("chat_id", 1002, "count", 100, "text", "chaff"));
        long first = added.get("first_id").asLong();
        List<Long> ids =
                java.util.stream.LongStream.range(first, first + 100).boxed().toList();

        JsonNode deleted = host.send("DELETE", "/api/messages", Map.of("chat", "bob_stone", "message_ids", ids))
                .result();

        assertThat(deleted.get("deleted").asInt()).isEqualTo(100);
        assertThat(host.sandbox("count", Map.of("text", "chaff", "prefix", true))
                        .get("count")
                        .asInt())
                .isZero();
    }

    @Test
    void editWithTheSameTextIsAnswered() {
        long id = send(Map.of("chat", "me", "text", "unchanged"))
                .result()
                .get("id")
                .asLong();
        RestResponse answer = host.send("PATCH", "/api/messages/" + id, Map.of("chat", "me", "text", "unchanged"));

        assertThat(answer.status()).isEqualTo(200);
    }

    private RestResponse send(Map<String, Object> input) {
        return host.post("/api/messages", input);
    }
}
