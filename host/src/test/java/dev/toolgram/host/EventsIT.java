package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The events of the account over REST and as a stream. */
class EventsIT {

    private static final long BOB = 1002;

    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start(Map.of("TOOLGRAM_EVENTS", "on"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static JsonNode events(Map<String, ?> query) {
        return host.get("/api/events", query).result();
    }

    private static long newest() {
        return events(Map.of("after", -1)).get("next").asLong();
    }

    /** The first event of a type behind a number. */
    private static JsonNode awaitEvent(long after, String type) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> events(Map.of("after", after, "types", type, "timeout", 5))
                                .get("events"),
                        found -> !found.isEmpty())
                .get(0);
    }

    private static JsonNode receive(long chat, String text) {
        return host.sandbox("receive", Map.of("chat_id", chat, "text", text));
    }

    private static JsonNode send(String chat, String text) {
        return host.post("/api/messages", Map.of("chat", chat, "text", text)).result();
    }

    @Test
    void aReceivedMessageIsAnEventInTheShapeOfTheTools() {
        long before = newest();
        long id = receive(BOB, "the boat leaves at six").get("id").asLong();

        JsonNode event = awaitEvent(before, "message.new");

        assertThat(event.get("id").asString()).isEqualTo("message.new:1002:" + id);
        assertThat(event.get("seq").asLong()).isGreaterThan(before);
        assertThat(event.get("chat_id").asLong()).isEqualTo(BOB);
        assertThat(event.get("chat_ref").asString()).isEqualTo("@bob_stone");
        assertThat(event.get("source").asString()).isEqualTo("live");
        JsonNode read = host.get("/api/messages", Map.of("chat", "@bob_stone", "limit", 1))
                .result()
                .get(0);
        assertThat(event.get("data")).isEqualTo(read);
    }

    @Test
    void aMessageOfThisHostIsSentOnceAndEditedAndDeleted() {
        long before = newest();
        long id = send("@rust_and_rye", "first").get("id").asLong();
        JsonNode sent = awaitEvent(before, "message.sent");
        assertThat(sent.get("data").get("text").asString()).isEqualTo("first");
        assertThat(sent.get("data").get("out").asBoolean()).isTrue();
        assertThat(sent.get("id").asString()).endsWith(":" + id);

        host.call(
                        "PATCH /api/messages/{message_id}",
                        Map.of("message_id", id, "chat", "@rust_and_rye", "text", "second"))
                .result();
        JsonNode edited = awaitEvent(before, "message.edited");
        assertThat(edited.get("data").get("id").asLong()).isEqualTo(id);
        assertThat(edited.get("data").get("text").asString()).isEqualTo("second");

        host.call("DELETE /api/messages", Map.of("chat", "@rust_and_rye", "message_ids", List.of(id)))
                .result();
        JsonNode deleted = awaitEvent(before, "message.deleted");
        assertThat(deleted.get("data").get("message_ids").get(0).asLong()).isEqualTo(id);

        List<String> ids = new ArrayList<>();
        events(Map.of("after", before, "chats", "@rust_and_rye"))
                .get("events")
                .forEach(event -> ids.add(event.get("id").asString()));
        assertThat(ids.stream().filter(each -> each.matches("message\\.(new|sent):.*:" + id)))
                .hasSize(1);
    }

    @Test
    void readingIsAnEvent() {
        long id = receive(1003, "are you there").get("id").asLong();
        long before = awaitEvent(0, "message.new").get("seq").asLong();
        Awaitility.await()
                .until(() -> events(Map.of("after", before - 1, "chats", "1003", "types", "message.new"))
                        .get("events")
                        .valueStream()
                        .anyMatch(event -> event.get("data").get("id").asLong() == id));

        host.post("/api/messages/read", Map.of("chat", "1003")).result();

        // Other tests have read the chat before.
        Awaitility.await()
                .until(() -> events(Map.of("after", before, "types", "message.read", "chats", "1003"))
                        .get("events")
                        .valueStream()
                        .map(event -> event.get("data"))
                        .anyMatch(read -> read.get("by").asString().equals("me")
                                && read.get("max_id").asLong() == id));
    }

    @Test
    void aLongPollWaitsForTheNextEvent() throws Exception {
        long before = newest();
        CompletableFuture<JsonNode> poll =
                CompletableFuture.supplyAsync(() -> events(Map.of("after", before, "timeout", 30, "chats", "2001")));
        receive(BOB, "another chat");
        receive(2001, "this chat");

        JsonNode page = poll.get(30, TimeUnit.SECONDS);

        assertThat(page.get("events")).hasSize(1);
        assertThat(page.get("events").get(0).get("data").get("text").asString()).isEqualTo("this chat");
        assertThat(page.get("truncated").asBoolean()).isFalse();
        assertThat(page.get("next").asLong())
                .isEqualTo(page.get("events").get(0).get("seq").asLong());
    }

    @Test
    void aPollWithoutEventsEndsAfterItsTimeout() {
        long before = newest();
        JsonNode page = events(Map.of("after", before, "timeout", 1, "types", "poll.updated"));

        assertThat(page.get("events")).isEmpty();
        assertThat(page.get("next").asLong()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void aNumberBeyondTheNewestIsReported() {
        JsonNode page = events(Map.of("after", 1_000_000_000L, "timeout", 30));

        assertThat(page.get("truncated").asBoolean()).isTrue();
        assertThat(page.get("next").asLong()).isEqualTo(page.get("newest").asLong());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "after=x | after | must be an integer",
                "after=-2 | after | must be an integer from -1",
                "after=99999999999999999999 | after | must be an integer",
                "limit=0 | limit | must be an integer from 1 to 1000",
                "limit=1001 | limit | must be an integer from 1 to 1000",
                "timeout=51 | timeout | must be an integer from 0 to 50",
                "types=message.new,message.old | types | 'message.old' is not a type of events",
                "chats=@nobody_at_all | chats | '@nobody_at_all' is not a chat that this key may read",
                "out=yes | out | must be true or false",
                "after=1&after=2 | after | given 2 times",
                "since=1 | since | unknown parameter"
            })
    void aWrongParameterIsNamed(String query, String parameter, String problem) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(
                    HttpRequest.newBuilder(host.uri("/api/events?" + query)).build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
            JsonNode detail =
                    SandboxHost.JSON.readTree(response.body()).get("detail").get(0);
            assertThat(detail.get("loc").get(1).asString()).isEqualTo(parameter);
            assertThat(detail.get("msg").asString()).contains(problem);
        }
    }

    /** Server-sent events, as a client reads them. */
    static final class EventStream implements AutoCloseable {

        private final HttpClient client = HttpClient.newHttpClient();
        private final BufferedReader lines;
        private String lastId = "";

        EventStream(SandboxHost host, String query, String... headers) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(host.uri("/api/events/stream" + query));
            if (headers.length > 0) {
                request.headers(headers);
            }
            var response = client.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            InputStream body = response.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        JsonNode next() throws IOException {
            while (true) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the stream has ended");
                }
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    return SandboxHost.JSON.readTree(line.substring(6));
                }
            }
        }

        JsonNode next(String type) throws IOException {
            JsonNode event = next();
            while (!event.path("type").asString("").equals(type)) {
                event = next();
            }
            return event;
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    @Test
    void aStreamShowsWhatIsSentAndReceivedAndGoesOnWhereItEnded() throws Exception {
        String lastId;
        try (EventStream stream = new EventStream(host, "?chats=@bob_stone")) {
            send("@bob_stone", "question");
            receive(BOB, "answer");
            assertThat(stream.next("message.sent").get("data").get("text").asString())
                    .isEqualTo("question");
            assertThat(stream.next("message.new").get("data").get("text").asString())
                    .isEqualTo("answer");
            lastId = stream.lastId;
        }
        receive(BOB, "while away");
        try (EventStream stream = new EventStream(host, "?chats=@bob_stone&after=0", "Last-Event-ID", lastId)) {
            JsonNode event = stream.next("message.new");
            assertThat(event.get("data").get("text").asString()).isEqualTo("while away");
            assertThat(stream.lastId).isEqualTo(event.get("seq").asString());
        }
    }

    @Test
    void aReaderThatStopsReadingHoldsNobodyUp() throws Exception {
        long before = newest();
        try (Socket stalled = new Socket("127.0.0.1", host.uri("/").getPort())) {
            stalled.setReceiveBufferSize(4096);
            stalled.getOutputStream()
                    .write("GET /api/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(stalled.getInputStream().read()).isEqualTo('H'); // and no more
            host.sandbox("add_messages", Map.of("chat_id", 1005, "count", 400, "text", "x".repeat(4000)));
            send("me", "calls go on");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> events(Map.of("after", before, "chats", "1005", "types", "message.new", "limit", 1000))
                                    .get("events")
                                    .size()
                            == 400);
        }
    }

    @Test
    void theConnectionAndTheLoginAreEvents() {
        assertThat(events(Map.of("after", 0, "types", "account.state", "limit", 1000))
                        .get("events")
                        .valueStream()
                        .map(event -> event.get("data").get("login").asString() + " "
                                + event.get("data").get("connection").asString()))
                .contains("ready ready");
    }

    @Test
    void theDocumentDescribesTheEvents() {
        RestResponse document = host.get("/openapi.json", Map.of());
        assertThat(document.body().toString()).contains("/api/events", "/api/events/stream", "/ws/updates");
    }
}
