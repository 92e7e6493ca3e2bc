package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files from the web, through the real TDLib, to the data centre. */
@NullMarked
class FilesIT {

    private static final int BIG = 11 * 1024 * 1024;

    private static SandboxHost host;
    private static WebFiles web;

    @TempDir
    private static Path scratch;

    @BeforeAll
    static void start() {
        web = new WebFiles();
        host = SandboxHost.start(Map.of("TOOLGRAM_DOWNLOAD_DIR", scratch.toString()));
    }

    @AfterAll
    static void close() throws IOException {
        host.close();
        web.close();
        assertThat(scratch).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "photo.png, image/png, MessageMediaPhoto",
        "clip.mp4, video/mp4, MessageMediaDocument",
        "song.mp3, audio/mpeg, MessageMediaDocument",
        "voice.ogg, audio/ogg, MessageMediaDocument",
        "dance.gif, image/gif, MessageMediaDocument",
        "paper.pdf, application/pdf, MessageMediaDocument",
    })
    void fileArrivesAsTheMediaItIs(String name, String contentType, String mediaType) {
        String url = web.serve(name, contentType, bytes(5_000));

        JsonNode sent = host.post("/api/files", Map.of("chat", "me", "file_url", url, "caption", "about " + name))
                .result();

        assertThat(sent.get("media_type").asString()).isEqualTo(mediaType);
        assertThat(sent.get("text").asString()).isEqualTo("about " + name);
        assertNothingLeft();
    }

    /** A client of the original's 1.2.0 knows no other way. */
    @Test
    void messageWithAFileUrlIsAFile() {
        String url = web.serve("plain.txt", "text/plain", bytes(50));

        JsonNode sent = host.post(
                        "/api/messages", Map.of("chat", "me", "file_url", url, "text", "**see**", "parse_mode", "md"))
                .result();

        assertThat(sent.get("media_type").asString()).isEqualTo("MessageMediaDocument");
        assertThat(sent.get("text").asString()).isEqualTo("see");
        RestResponse both =
                host.post("/api/messages", Map.of("chat", "me", "file_url", url, "text", "a", "caption", "b"));
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.body().at("/detail/0").toString())
                .isEqualTo("{\"loc\":[\"body\",\"text\"],\"msg\":\"This is another name of caption: give only one of"
                        + " them\",\"type\":\"value_error\"}");
        assertNothingLeft();
    }

    @Test
    void photoStaysAFileWhenAskedTo() {
        String url = web.serve("original.png", "image/png", bytes(5_000));

        JsonNode sent = host.post("/api/files", Map.of("chat", "me", "file_url", url, "force_document", true))
                .result();

        assertThat(sent.get("media_type").asString()).isEqualTo("MessageMediaDocument");
    }

    @Test
    void captionHasMarkupAndSilenceIsKept() {
        String url = web.serve("notes.txt", "text/plain", "notes".getBytes(StandardCharsets.UTF_8));

        JsonNode sent = host.mcp(
                        "send_file",
                        Map.of(
                                "chat",
                                "me",
                                "file_url",
                                url,
                                "caption",
                                "**bold**",
                                "parse_mode",
                                "md",
                                "silent",
                                true))
                .result();

        assertThat(sent.get("text").asString()).isEqualTo("bold");
        JsonNode stored =
                host.sandbox("messages", Map.of("chat_id", 1001, "limit", 1)).get(0);
        assertThat(stored.get("silent").asBoolean()).isTrue();
    }

    @Test
    void captionIsEditedAndTheFileStays() {
        String url = web.serve("edited.txt", "text/plain", "notes".getBytes(StandardCharsets.UTF_8));
        long id = host.post("/api/files", Map.of("chat", "me", "file_url", url, "caption", "before"))
                .result()
                .get("id")
                .asLong();

        JsonNode overRest = host.send(
                        "PATCH", "/api/messages/" + id, Map.of("chat", "me", "text", "**after**", "parse_mode", "md"))
                .result();
        JsonNode overMcp = host.mcp("edit_message", Map.of("chat", "me", "message_id", id, "text", "at last"))
                .result();

        assertThat(overRest.get("text").asString()).isEqualTo("after");
        assertThat(overMcp.get("text").asString()).isEqualTo("at last");
        assertThat(List.of(overRest.get("media_type"), overMcp.get("media_type")))
                .allMatch(type -> type.asString().equals("MessageMediaDocument"));
        JsonNode stored =
                host.sandbox("messages", Map.of("chat_id", 1001, "limit", 1)).get(0);
        assertThat(stored.get("id").asLong()).isEqualTo(id);
        assertThat(stored.get("text").asString()).isEqualTo("at last");
    }

    @Test
    void fileOverTenMebibytesGoesInBigParts() {
        String url = web.serve("big.bin", "application/octet-stream", bytes(BIG));

        JsonNode sent =
                host.post("/api/files", Map.of("chat", "me", "file_url", url)).result();

        assertThat(sent.get("media_type").asString()).isEqualTo("MessageMediaDocument");
        assertThat(calls("upload.saveBigFilePart")).isPositive();
        assertNothingLeft();
    }

    @Test
    void fileThatIsTooLargeIsNotSent() {
        String url = web.serve("large.bin", "application/octet-stream", bytes(2_000));

        RestResponse answer = host.post("/api/files", Map.of("chat", "me", "file_url", url, "max_bytes", 1_999));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").toString()).isEqualTo("[\"body\",\"file_url\"]");
        assertNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.2/x",
        "http://localhost/x",
        "https://10.0.0.1/x",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/x",
        "https://0x7f000001/x",
        "ftp://example.com/x",
        "no url at all",
        "https://user@example.com/",
    })
    void addressThatIsNotPublicOrNotAnAddressIsRefused(String url) {
        RestResponse answer = host.post("/api/files", Map.of("chat", "me", "file_url", url));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").toString()).isEqualTo("[\"body\",\"file_url\"]");
        assertThat(host.mcp("send_file", Map.of("chat", "me", "file_url", url)).text())
                .startsWith("file_url: ");
    }

    @Test
    void missingFileIsInvalidInput() {
        String url = web.serve("there.txt", "text/plain", bytes(10)).replace("there.txt", "gone.txt");

        RestResponse answer = host.post("/api/files", Map.of("chat", "me", "file_url", url));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("msg").asString()).contains("404");
    }

    @Test
    void refusalOfTelegramLeavesNothingBehind() {
        String url = web.serve("refused.txt", "text/plain", bytes(10));
        JsonNode _ = host.sandbox("fail", Map.of("method", "messages.sendMedia", "code", 400, "message", "PEER_FLOOD"));

        Map<String, Object> input = new HashMap<>(Map.of("chat", "me", "file_url", url));
        assertThat(host.post("/api/files", input).status()).isEqualTo(502);
        assertNothingLeft();
    }

    private static long calls(String method) {
        return host.sandbox("calls", Map.of())
                .valueStream()
                .filter(call -> call.get("method").asString().equals(method))
                .mapToLong(call -> call.get("count").asLong())
                .sum();
    }

    /** Of the calls; the plugins' own folders stay until the host closes. */
    private static void assertNothingLeft() {
        try (Stream<Path> files = Files.walk(scratch)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
