package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files of messages, from the data centre through the real TDLib, over REST and MCP. */
@NullMarked
class DownloadMediaIT {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0, 1};

    @TempDir
    private static Path data;

    private static SandboxHost host;
    private static RestClient rest;
    private static WebFiles web;

    @BeforeAll
    static void start() {
        web = new WebFiles();
        host = SandboxHost.start(
                Map.of("TOOLGRAM_DATA_DIR", data.toString(), "TOOLGRAM_PLUGIN_FILES_KEEP_DOWNLOADS", "2s"));
        rest = new RestClient(host.uri("/"));
    }

    @AfterAll
    static void close() {
        rest.close();
        host.close();
        web.close();
    }

    @ParameterizedTest
    @CsvSource({
        "paper.pdf, application/pdf, MessageMediaDocument, application/pdf, paper.pdf",
        "song.mp3, audio/mpeg, MessageMediaDocument, audio/mpeg, song.mp3",
        "clip.mp4, video/mp4, MessageMediaDocument, video/mp4, clip.mp4",
        "voice.ogg, audio/ogg, MessageMediaDocument, audio/ogg, voice.ogg",
        "Fahrplan März.txt, text/plain, MessageMediaDocument, text/plain, Fahrplan März.txt",
        // Telegram makes photos nameless.
        "photo.png, image/png, MessageMediaPhoto, image/png, photo.png",
    })
    void fileComesBackAsItWasSent(String name, String contentType, String media, String type, String filename) {
        byte[] content = contentType.equals("image/png") ? PNG : bytes(70_000);
        long id = sent(name, contentType, content);

        RestResponse answer = download(id, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo(content);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(content.length));
        assertThat(header(answer, "X-Media-Type")).isEqualTo(media);
        assertThat(header(answer, "Content-Disposition"))
                .startsWith("attachment; filename=\"" + filename.replace('ä', '_') + "\"");
        assertThat(header(answer, "ETag")).matches("\"[A-Za-z0-9_-]+\"");
    }

    @Test
    void imageIsAnImageForAnAgent() {
        ToolAnswer answer =
                host.mcp("download_media", Map.of("chat", "me", "message_id", sent("a.png", "image/png", PNG)));

        assertThat(answer.result())
                .hasToString("{\"size\":13,\"media_type\":\"MessageMediaPhoto\",\"mime_type\":\"image/png\","
                        + "\"filename\":\"photo.png\"}");
        assertThat(answer.content().get(0).get("type").asString()).isEqualTo("image");
        assertThat(answer.content().get(0).get("data").asString())
                .isEqualTo(Base64.getEncoder().encodeToString(PNG));
    }

    @Test
    void documentIsAnEmbeddedResourceForAnAgent() {
        byte[] content = bytes(1_000);
        ToolAnswer answer = host.mcp(
                "download_media", Map.of("chat", "me", "message_id", sent("b.zip", "application/zip", content)));

        assertThat(answer.result().get("filename").asString()).isEqualTo("b.zip");
        JsonNode resource = answer.content().get(0).get("resource");
        assertThat(resource.get("mimeType").asString()).isEqualTo("application/zip");
        assertThat(resource.get("blob").asString())
                .isEqualTo(Base64.getEncoder().encodeToString(content));
    }

    @Test
    void fileOverTheBudgetOfAnAgentHasToBeDownloadedOverRest() {
        ToolAnswer answer = host.mcp(
                "download_media", Map.of("chat", "me", "message_id", sent("c.zip", "application/zip", bytes(45_001))));

        assertThat(answer.isError()).isTrue();
        assertThat(answer.text())
                .isEqualTo("The file c.zip has 45001 bytes, over the limit of 45000 for a file of its type over MCP:"
                        + " download it over REST.");
    }

    @Test
    void rangeContinuesADownload() {
        byte[] content = bytes(3_000_000);
        long id = sent("film.bin", "application/octet-stream", content);
        RestResponse first = download(id, Map.of("max_bytes", 3_000_000), "Range", "bytes=0-999999");
        RestResponse rest = download(id, Map.of(), "Range", "bytes=1000000-", "If-Range", header(first, "ETag"));

        assertThat(first.status()).isEqualTo(206);
        assertThat(rest.status()).isEqualTo(206);
        byte[] both = new byte[content.length];
        System.arraycopy(first.response().body(), 0, both, 0, 1_000_000);
        System.arraycopy(rest.response().body(), 0, both, 1_000_000, 2_000_000);
        assertThat(both).isEqualTo(content);
        assertThat(download(id, Map.of(), "If-None-Match", header(first, "ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void clientOfTheOlderOriginalGetsJson() {
        long id = sent("d.bin", "application/octet-stream", new byte[] {1, 2, 3});
        JsonNode result = download(id, Map.of(), "Accept", "application/json").result();

        assertThat(result)
                .hasToString("{\"size\":3,\"media_type\":\"MessageMediaDocument\",\"mime_type\":"
                        + "\"application/octet-stream\",\"filename\":\"d.bin\",\"data_base64\":\"AQID\"}");
    }

    @Test
    void whatCannotBeDownloadedIsSaidInTheWordsOfTheOriginal() {
        long text = host.post("/api/messages", Map.of("chat", "me", "text", "no file"))
                .result()
                .get("id")
                .asLong();
        refused(text, Map.of(), "message_id", "message has no media attachment");
        refused(999_999, Map.of(), "message_id", "message 999999 not found in chat");
        long file = sent("e.bin", "application/octet-stream", bytes(2_000));
        long before = calls("upload.getFile");
        refused(file, Map.of("max_bytes", 1_999), "max_bytes", "media too large: 2000 > max_bytes=1999");
        assertThat(calls("upload.getFile")).isEqualTo(before);
    }

    @Test
    void failureOfTheServerIsReported() {
        long id = sent("i.bin", "application/octet-stream", bytes(100));
        JsonNode _ = host.sandbox(
                "fail", Map.of("method", "upload.getFile", "code", 400, "message", "LOCATION_INVALID", "times", -1));
        try {
            RestResponse answer = download(id, Map.of());
            assertThat(answer.status()).as(answer.text()).isEqualTo(502);
            assertThat(answer.detail().get("message").asString()).isEqualTo("FILE_DOWNLOAD_FAILED");
        } finally {
            JsonNode _ = host.sandbox("clear_faults", Map.of());
        }
        assertThat(download(id, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void downloadThatTimesOutIsContinuedByTheNextCall() {
        try (SandboxHost impatient = SandboxHost.start(Map.of("TOOLGRAM_REQUEST_TIMEOUT", "2"));
                RestClient own = new RestClient(impatient.uri("/"))) {
            String url = web.serve(UUID.randomUUID() + "/j.bin", "application/octet-stream", bytes(100));
            long id = impatient
                    .post("/api/files", Map.of("chat", "me", "file_url", url))
                    .result()
                    .get("id")
                    .asLong();
            JsonNode _ = impatient.sandbox("hang", Map.of("method", "upload.getFile"));

            RestResponse answer = own.get("/api/messages/" + id + "/media", Map.of("chat", "me"));

            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.detail().asString())
                    .isEqualTo("The download of 100 bytes timed out; repeat the call to continue it");
            JsonNode _ = impatient.sandbox("clear_faults", Map.of());
            assertThat(own.get("/api/messages/" + id + "/media", Map.of("chat", "me"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void linkToTheMessageNamesItsChat() {
        long id = sent("rust_and_rye", "h.bin", "application/octet-stream", bytes(10));
        String link = "https://t.me/rust_and_rye/" + id;

        assertThat(rest.get("/api/messages/" + id + "/media", Map.of("chat", link))
                        .status())
                .isEqualTo(200);
        assertThat(rest.get("/api/messages/" + (id + 1) + "/media", Map.of("chat", link))
                        .detail()
                        .toString())
                .contains("This link names message " + id);
    }

    @Test
    void copyInTheCacheIsDeletedAfterAWhile() {
        byte[] content = bytes(123_457);
        assertThat(download(sent("f.bin", "application/octet-stream", content), Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(cached(content.length)).isTrue();

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    RestResponse other = download(sent("g.bin", "application/octet-stream", bytes(10)), Map.of());
                    assertThat(other.status()).as(other.text()).isEqualTo(200);
                    return !cached(content.length);
                });
    }

    private static boolean cached(int size) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> file.toFile().length() == size);
        } catch (IOException | UncheckedIOException e) {
            return true; // TDLib is deleting a file
        }
    }

    private static void refused(long id, Map<String, Object> more, String field, String message) {
        RestResponse answer = download(id, more);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").get(1).asString()).isEqualTo(field);
        assertThat(answer.detail().get(0).get("msg").asString()).isEqualTo(message);
        Map<String, Object> input = new HashMap<>(more);
        input.putAll(Map.of("chat", "me", "message_id", id));
        ToolAnswer agent = host.mcp("download_media", input);
        assertThat(agent.isError()).isTrue();
        assertThat(agent.text()).isEqualTo(field + ": " + message);
    }

    private static RestResponse download(long id, Map<String, Object> more, String... headers) {
        Map<String, Object> query = new HashMap<>(more);
        query.put("chat", "me");
        return rest.get("/api/messages/" + id + "/media", query, headers);
    }

    private static String header(RestResponse answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }

    private static long sent(String name, String contentType, byte[] content) {
        return sent("me", name, contentType, content);
    }

    private static long sent(String chat, String name, String contentType, byte[] content) {
        String url = web.serve(UUID.randomUUID() + "/" + name, contentType, content);
        return host.post("/api/files", Map.of("chat", chat, "file_url", url))
                .result()
                .get("id")
                .asLong();
    }

    private static long calls(String method) {
        return host.sandbox("calls", Map.of())
                .valueStream()
                .filter(call -> call.get("method").asString().equals(method))
                .mapToLong(call -> call.get("count").asLong())
                .sum();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
