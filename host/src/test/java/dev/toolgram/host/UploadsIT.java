package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files that callers bring themselves: in forms, in data URIs, in albums and as voice messages. */
@NullMarked
class UploadsIT {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0, 1};

    @TempDir
    private static Path scratch;

    private static SandboxHost host;
    private static RestClient rest;
    private static HttpClient http;
    private static WebFiles web;

    @BeforeAll
    static void start() {
        web = new WebFiles();
        host = SandboxHost.start(Map.of("TOOLGRAM_DOWNLOAD_DIR", scratch.toString()));
        rest = new RestClient(host.uri("/"));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        http.close();
        rest.close();
        host.close();
        web.close();
    }

    @AfterEach
    void nothingIsLeft() {
        // The host deletes the files of a form after its answer.
        await().untilAsserted(() -> {
            try (Stream<Path> files = Files.walk(scratch)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/files", "/api/messages", "/api/tools/send_file"})
    void fileInAFormIsSentWithItsNameAndFields(String path) {
        byte[] content = bytes(50_000);
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("chat", "me");
        form.put("caption", "grüße **dir**");
        form.put("parse_mode", "md");
        form.put("silent", "true");
        form.put("max_bytes", "50000");
        form.put("file", new Part("Bericht März.pdf", "application/pdf", content));

        RestResponse answer = send(path, form);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.result().get("text").asString()).isEqualTo("grüße dir");
        RestResponse stored = download(answer.result());
        assertThat(stored.response().body()).isEqualTo(content);
        assertThat(stored.response().headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(stored.response().headers().firstValue("Content-Disposition").orElse(""))
                .contains("filename*=UTF-8''Bericht%20M%C3%A4rz.pdf");
    }

    @Test
    void largeFileInAFormIsSent() {
        byte[] content = bytes(30_000_000);
        JsonNode sent = send("/api/files", Map.of("chat", "me", "file", new Part("a.bin", "", content)))
                .result();

        assertThat(download(sent).response().body()).isEqualTo(content);
    }

    /** Each form is sent after one with a.bin of 1,000 bytes; the boundary is always another. */
    @ParameterizedTest
    @CsvSource({"a.bin, 1000, true", "a.bin, 1001, false", "b.bin, 1000, false"})
    void aRepeatedFormIsTheSameCallOnlyWithTheSameFile(String name, int size, boolean same) {
        Part first = new Part("a.bin", "", bytes(1_000));
        Part second = new Part(name, "", bytes(size));
        String key = UUID.randomUUID().toString();
        String caption = "sent as " + key;
        RestResponse sent =
                send("/api/files", Map.of("chat", "me", "caption", caption, "file", first), "Idempotency-Key", key);

        RestResponse repeated =
                send("/api/files", Map.of("chat", "me", "caption", caption, "file", second), "Idempotency-Key", key);

        assertThat(sent.status()).as(sent.text()).isEqualTo(200);
        assertThat(repeated.status()).as(repeated.text()).isEqualTo(same ? 200 : 409);
        if (same) {
            assertThat(repeated.result()).isEqualTo(sent.result());
        } else {
            assertThat(repeated.detail().asString()).contains("with other arguments or files");
        }
        assertThat(host.sandbox("count", Map.of("text", caption)).path("count").asInt())
                .isEqualTo(1);

        String commit = send("/api/files?preview=true", Map.of("chat", "me", "file", first))
                .result()
                .path("commit")
                .asString();
        RestResponse committed = send("/api/files?commit=" + commit, Map.of("chat", "me", "file", second));
        assertThat(committed.status()).as(committed.text()).isEqualTo(same ? 200 : 409);
    }

    @Test
    void formThatCannotBeSentIsRefused() {
        Part file = new Part("a.bin", "", bytes(100));
        refused(Map.of("chat", "me"), "file_url", "Field required");
        refused(Map.of("chat", "me", "file", file, "silent", "perhaps"), "silent", "Must be true or false");
        refused(Map.of("chat", "me", "file", file, "surprise", "!"), "surprise", "Unknown field");
        refused(
                Map.of("chat", "me", "file", file, "max_bytes", "99"),
                "file_url",
                "The file has more than 99 bytes: raise max_bytes or use a smaller file");
        refused(
                Map.of("chat", "me", "file", new Part("a.bin", "", new byte[0])),
                "file_url",
                "The file is empty; Telegram does not accept empty files");
        refused(
                Map.of("chat", "me", "file_url", "attach://other", "file", file),
                "file_url",
                "The request has no file of this name: send it as multipart/form-data over REST");
        RestResponse longText = send("/api/files", Map.of("chat", "me", "caption", "x".repeat(70_000), "file", file));
        assertThat(longText.status()).isEqualTo(400);
        assertThat(longText.detail().asString())
                .isEqualTo("Invalid form: The part 'caption' is larger than 65536 bytes.");
    }

    private static void refused(Map<String, Object> form, String field, String message) {
        RestResponse answer = send("/api/files", form);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").get(1).asString()).isEqualTo(field);
        assertThat(answer.detail().get(0).get("msg").asString()).startsWith(message);
    }

    @Test
    void formWithoutAToolForItIsNotJson() {
        assertThat(send("/api/messages/read", Map.of("chat", "me")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "data:text/csv;name=list.csv;base64, list.csv, text/csv",
        "data:application/pdf;base64, file.pdf, application/pdf",
        "data:image/png;name=M%C3%A4rz.png;base64, photo.png, image/png",
        "'data:;base64', file, application/octet-stream",
    })
    void dataUriIsSentByAnAgent(String head, String name, String type) {
        byte[] content = type.equals("image/png") ? PNG : bytes(2_000);
        JsonNode sent = host.mcp(
                        "send_file",
                        Map.of(
                                "chat",
                                "me",
                                "file_url",
                                head + "," + Base64.getEncoder().encodeToString(content)))
                .result();

        RestResponse stored = download(sent);
        assertThat(stored.response().body()).isEqualTo(content);
        assertThat(stored.response().headers().firstValue("Content-Type")).contains(type);
        assertThat(stored.response().headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + name + "\"");
    }

    @Test
    void dataUriMayHaveTenMebibytesOverBothDoors() {
        String largest = "data:;base64," + Base64.getEncoder().encodeToString(bytes(10 << 20));
        assertThat(host.mcp("send_file", Map.of("chat", "me", "file_url", largest))
                        .isError())
                .isFalse();
        assertThat(host.post("/api/files", Map.of("chat", "me", "file_url", largest))
                        .status())
                .isEqualTo(200);
        String larger = "data:;base64," + Base64.getEncoder().encodeToString(bytes((10 << 20) + 3));
        assertThat(host.mcp("send_file", Map.of("chat", "me", "file_url", larger))
                        .text())
                .isEqualTo("file_url: The data: URI has more than 10485760 bytes: use an https URL, or"
                        + " multipart/form-data over REST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:text/plain;base64          | Invalid data: URI",
                "data:text/plain;base64,!!       | The data: URI has invalid base64",
                "data:text/plain,                | The file is empty",
            })
    void invalidDataUriIsRefused(String uri, String message) {
        assertThat(host.mcp("send_file", Map.of("chat", "me", "file_url", uri)).text())
                .startsWith("file_url: " + message);
    }

    @Test
    void textInADataUriIsDecoded() {
        JsonNode sent = host.mcp(
                        "send_file",
                        Map.of("chat", "me", "file_url", "data:text/plain;name=a.txt,gr%C3%BC%C3%9Fe%20dir"))
                .result();
        assertThat(download(sent).text()).isEqualTo("grüße dir");
    }

    @Test
    void fileRepliesAndQuotes() {
        long first = host.post("/api/messages", Map.of("chat", "me", "text", "one two three"))
                .result()
                .get("id")
                .asLong();
        Map<String, Object> input =
                Map.of("chat", "me", "file_url", "data:text/plain,x", "reply_to", first, "quote", "two");

        assertThat(host.post("/api/files", input)
                        .result()
                        .get("reply_to_msg_id")
                        .asLong())
                .isEqualTo(first);
        assertThat(host.mcp("send_file", input).result().get("reply_to_msg_id").asLong())
                .isEqualTo(first);
        assertThat(mcpRefusal(Map.of("chat", "me", "file_url", "data:,x", "reply_to", first, "quote", "four")))
                .startsWith("quote: Message " + first + " does not contain this text");
        assertThat(mcpRefusal(Map.of("chat", "me", "file_url", "data:,x", "quote", "two")))
                .startsWith("quote: A quote needs reply_to");
        assertThat(mcpRefusal(Map.of("chat", "me", "file_url", "data:,x", "reply_to", 999_999)))
                .isEqualTo("reply_to: message 999999 not found in chat");
        assertThat(mcpRefusal(Map.of("chat", "me", "file_url", "data:,x", "schedule", "2020-01-01T00:00:00Z")))
                .startsWith("schedule: This time is not in the future");
    }

    private static String mcpRefusal(Map<String, Object> input) {
        ToolAnswer answer = host.mcp("send_file", input);
        assertThat(answer.isError()).isTrue();
        return answer.text();
    }

    @Test
    void albumIsSentInItsOrder() {
        List<Map<String, Object>> items = List.of(
                Map.of("file_url", web.serve(UUID.randomUUID() + "/1.png", "image/png", PNG), "caption", "**one**"),
                Map.of("file_url", "data:video/mp4;name=2.mp4;base64,AAAA", "caption", "two"),
                Map.of(
                        "file_url",
                        "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG)));
        Map<String, Object> input = Map.of("chat", "rust_and_rye", "items", items, "parse_mode", "md");

        for (JsonNode sent : List.of(
                host.post("/api/files/album", input).result(),
                host.mcp("send_album", input).result())) {
            assertThat(sent.valueStream().map(message -> message.get("text").asString()))
                    .containsExactly("one", "two", "");
            assertThat(sent.valueStream()
                            .map(message -> message.get("media_type").asString()))
                    .containsExactly("MessageMediaPhoto", "MessageMediaDocument", "MessageMediaPhoto");
            assertThat(sent.valueStream().map(message -> message.get("id").asLong()))
                    .isSorted();
        }
    }

    @Test
    void albumInAFormNamesItsFiles() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("chat", "me");
        form.put("items", "[{\"file_url\":\"attach://a\",\"caption\":\"A\"},{\"file_url\":\"attach://b\"}]");
        form.put("b", new Part("b.pdf", "application/pdf", bytes(20)));
        form.put("a", new Part("a.pdf", "application/pdf", bytes(10)));

        JsonNode sent = send("/api/files/album", form).result();

        assertThat(sent).hasSize(2);
        assertThat(download(sent.get(0)).response().body()).isEqualTo(bytes(10));
        assertThat(download(sent.get(1)).response().body()).isEqualTo(bytes(20));
    }

    @Test
    void repeatedAlbumIsSentOnce() {
        Map<String, Object> input = Map.of("chat", "me", "items", List.of(document(1), document(2)));
        String body = SandboxHost.JSON.writeValueAsString(input);
        String key = UUID.randomUUID().toString();
        long before = calls("messages.sendMultiMedia");

        RestResponse first = rest.send("POST", "/api/files/album", body, "Idempotency-Key", key);
        RestResponse second = rest.send("POST", "/api/files/album", body, "Idempotency-Key", key);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(second.result()).isEqualTo(first.result());
        assertThat(calls("messages.sendMultiMedia")).isEqualTo(before + 1);
    }

    @Test
    void albumThatTelegramCannotShowIsRefusedBeforeAnythingIsSent() {
        long before = calls("messages.sendMultiMedia");
        Map<String, Object> photo = Map.of("file_url", "data:image/png;base64,AAAA");
        Map<String, Object> gif = Map.of("file_url", "data:image/gif;base64,AAAA");

        albumRefused(
                List.of(photo, document(1)), "items[1].file_url: This file is a document and the first one is a photo");
        albumRefused(List.of(photo, gif), "items[1].file_url: A GIF cannot be part of an album");
        albumRefused(List.of(photo), "items: ");
        albumRefused(List.of(photo, Map.of("file_url", "ftp://x")), "items[1].file_url: Only https");
        assertThat(calls("messages.sendMultiMedia")).isEqualTo(before);
    }

    private static void albumRefused(List<Map<String, Object>> items, String message) {
        ToolAnswer answer = host.mcp("send_album", Map.of("chat", "me", "items", items));
        assertThat(answer.isError()).isTrue();
        assertThat(answer.text()).startsWith(message);
    }

    @Test
    void albumThatTelegramRefusesIsNotSentInPart() {
        JsonNode before =
                host.get("/api/messages", Map.of("chat", "me", "limit", 1)).result();
        JsonNode _ =
                host.sandbox("fail", Map.of("method", "messages.sendMultiMedia", "code", 400, "message", "PEER_FLOOD"));

        assertThat(host.post("/api/files/album", Map.of("chat", "me", "items", List.of(document(1), document(2))))
                        .status())
                .isEqualTo(502);
        assertThat(host.get("/api/messages", Map.of("chat", "me", "limit", 1)).result())
                .isEqualTo(before);
    }

    @Test
    void voiceMessageIsTranscribed() {
        String url = web.serve(UUID.randomUUID() + "/v.ogg", "audio/ogg", VoiceFile.of(2.4));
        long id = host.post("/api/files/voice", Map.of("chat", "me", "file_url", url, "caption", "listen"))
                .result()
                .get("id")
                .asLong();
        long other = host.mcp("send_voice", Map.of("chat", "me", "file_url", url))
                .result()
                .get("id")
                .asLong();
        String expected = "{\"text\":\"The sandbox heard voice message %d.\"}";

        assertThat(transcribe(id).result()).hasToString(expected.formatted(id));
        assertThat(transcribe(id).result()).hasToString(expected.formatted(id));
        assertThat(host.mcp("transcribe_voice_note", Map.of("chat", "me", "message_id", other))
                        .result())
                .hasToString(expected.formatted(other));
        JsonNode stored = host.sandbox("messages", Map.of("chat_id", 1001, "limit", 2));
        assertThat(stored.toString()).doesNotContain("\"duration\":0");
    }

    @Test
    void whatIsNoVoiceMessageIsRefused() {
        assertThat(host.mcp("send_voice", Map.of("chat", "me", "file_url", "data:audio/mpeg;base64,AAAA"))
                        .text())
                .isEqualTo("file_url: The file is not Ogg with Opus audio: convert it, or use send_file");
        long text = host.post("/api/messages", Map.of("chat", "me", "text", "x"))
                .result()
                .get("id")
                .asLong();
        assertThat(transcribe(text).detail().toString()).contains("This message is not a voice message or round video");
        assertThat(transcribe(999_999).detail().toString()).contains("message 999999 not found in chat");
    }

    @Test
    void transcriptionIsRefusedWithoutPremium() {
        String url = web.serve(UUID.randomUUID() + "/v.ogg", "audio/ogg", VoiceFile.of(1));
        long id = host.post("/api/files/voice", Map.of("chat", "me", "file_url", url))
                .result()
                .get("id")
                .asLong();
        JsonNode _ = host.sandbox(
                "fail",
                Map.of("method", "messages.transcribeAudio", "code", 403, "message", "PREMIUM_ACCOUNT_REQUIRED"));

        RestResponse answer = transcribe(id);

        assertThat(answer.status()).as(answer.text()).isEqualTo(502);
        assertThat(answer.detail().get("telegram_error").asString()).isEqualTo("PremiumAccountRequiredError");
        assertThat(answer.detail().get("advice").asString()).contains("Telegram Premium");
    }

    /** The bytes from the web and those to Telegram, or those from Telegram. */
    @Test
    void bytesAreReportedOnTheirWay() {
        byte[] content = bytes(3_000_000);
        String url = web.serve(UUID.randomUUID() + "/p.bin", "application/octet-stream", content);
        List<JsonNode> up = progress("send_file", Map.of("chat", "me", "file_url", url));
        assertThat(up)
                .anySatisfy(
                        each -> assertThat(each.path("message").asString("")).isEqualTo("uploading"))
                .anySatisfy(
                        each -> assertThat(each.path("message").asString("")).isEqualTo("fetching the file"));
        assertThat(up.stream().filter(each -> each.has("total")))
                .allSatisfy(each -> assertThat(each.get("total").asDouble()).isEqualTo(6_000_000));

        long id = host.get("/api/messages", Map.of("chat", "me", "limit", 1))
                .result()
                .get(0)
                .get("id")
                .asLong();
        List<JsonNode> down = progress("download_media", Map.of("chat", "me", "message_id", id));
        assertThat(down)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.get("total").asDouble()).isEqualTo(3_000_000));
    }

    private static List<JsonNode> progress(String tool, Map<String, Object> arguments) {
        Map<String, Object> call = Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", arguments, "_meta", Map.of("progressToken", "p")));
        RestResponse answer = rest.send(
                "POST",
                "/mcp",
                SandboxHost.JSON.writeValueAsString(call),
                "Accept",
                "application/json, text/event-stream");
        return answer.text()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> SandboxHost.JSON.readTree(line.substring(6)))
                .filter(message -> message.path("method").asString("").equals("notifications/progress"))
                .map(message -> message.get("params"))
                .toList();
    }

    private static RestResponse transcribe(long id) {
        return rest.get("/api/messages/" + id + "/transcription", Map.of("chat", "me"));
    }

    private static Map<String, Object> document(int number) {
        return Map.of("file_url", "data:application/pdf;name=" + number + ".pdf;base64,AAAA");
    }

    private static RestResponse download(JsonNode sent) {
        RestResponse answer = rest.get(
                "/api/messages/" + sent.get("id").asLong() + "/media",
                Map.of("chat", sent.get("chat_ref").asString()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static long calls(String method) {
        return host.sandbox("calls", Map.of())
                .valueStream()
                .filter(call -> call.get("method").asString().equals(method))
                .mapToLong(call -> call.get("count").asLong())
                .sum();
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Part(String name, String type, byte[] content) {}

    private static RestResponse send(String path, Map<String, Object> form, String... headers) {
        String boundary = "----" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        form.forEach((name, value) -> {
            String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
            if (value instanceof Part part) {
                head += "; filename=\"" + part.name() + "\""
                        + (part.type().isEmpty() ? "" : "\r\nContent-Type: " + part.type());
                body.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                body.writeBytes(part.content());
            } else {
                body.writeBytes((head + "\r\n\r\n" + value).getBytes(StandardCharsets.UTF_8));
            }
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder builder = HttpRequest.newBuilder(host.uri(path))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), StandardCharsets.UTF_8);
            return new RestResponse(response.statusCode(), SandboxHost.JSON.readTree(text), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
