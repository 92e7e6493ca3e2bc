package dev.toolgram.host.events.webhook;

import static dev.toolgram.host.events.webhook.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.AllowList;
import dev.toolgram.host.config.EventsConfig;
import dev.toolgram.host.events.Event;
import dev.toolgram.host.events.EventDraft;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventType;
import dev.toolgram.host.events.webhook.Receiver.Delivery;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.store.Database;
import dev.toolgram.host.store.EventTable;
import dev.toolgram.host.store.StoredWebhook;
import dev.toolgram.host.store.WebhookTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks deliver every event at least once, in the order of its chat, whatever their receiver does. */
@NullMarked
class DeliveriesTest {

    private record View(@Nullable String refusal, LongPredicate readable) implements KeyView {
        @Override
        public boolean test(long chatId) {
            return readable.test(chatId);
        }
    }

    private static final Duration STEP = Duration.ofMillis(30);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir
    private Path folder;

    private final RetryDelays delays = new RetryDelays(List.of(STEP), Duration.ofHours(1), () -> 0);
    private Database database;
    private EventLog log;
    private WebhookTable table;
    private Receiver receiver;
    private @Nullable Deliveries deliveries;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        openStore();
    }

    private void openStore() {
        database = Database.openEvents(folder, new byte[32]);
        EventsConfig config = new EventsConfig(EventsConfig.Mode.ON, Duration.ofDays(7), 1L << 28, false);
        log = new EventLog(new EventTable(database), config, Instant::now, STEP);
        table = new WebhookTable(database);
    }

    @AfterEach
    void close() {
        closeStore();
        receiver.close();
    }

    private void closeStore() {
        if (deliveries != null) {
            deliveries.close();
            deliveries = null;
        }
        log.close();
        database.close();
    }

    private void add(WebhookConfig config) {
        table.add(new StoredWebhook("hook", "", config.json(), 0, log.newest(), null, 0, null, 0));
    }

    private WebhookConfig config(String url) {
        return new WebhookConfig(url, SECRET, Set.of(), Map.of(), null, Map.of("X-Team", "harbour"));
    }

    private void start() throws Exception {
        start(delays, "127.0.0.1", chat -> true);
    }

    private void start(RetryDelays retries, String allowed, LongPredicate readable) throws Exception {
        StoredWebhook stored = table.all().getFirst();
        deliveries = new Deliveries(
                stored,
                table,
                log,
                new View(null, readable),
                new WebhookSender(
                        WebhookUrl.of(WebhookConfig.of(stored.config()).url()),
                        new AddressGuard(AllowList.valueOf(allowed)),
                        Duration.ofMillis(500),
                        SSLContext.getDefault()),
                Event::json,
                retries,
                InstantSource.system());
    }

    private void append(long chat, long... messages) throws InterruptedException {
        for (long message : messages) {
            log.append(new EventDraft(
                    EventType.MESSAGE_NEW,
                    chat + ":" + message,
                    Instant.now(),
                    new EventDraft.Chat(chat, chat, Long.toString(chat)),
                    false,
                    false,
                    StrictJson.object().put("id", message)));
        }
    }

    private void awaitAccepted(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> receiver.accepted.size() >= count);
    }

    private StoredWebhook stored() {
        return table.all().getFirst();
    }

    @Test
    void eventsAreDeliveredInOrderWithTheirHeaders() throws Exception {
        add(config(receiver.url()));
        start();
        append(7, LongStream.rangeClosed(1, 50).toArray());
        awaitAccepted(50);

        assertThat(receiver.seqs())
                .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
        Delivery first = receiver.accepted.getFirst();
        assertThat(first.header("X-team")).isEqualTo("harbour");
        assertThat(first.header("Content-type")).isEqualTo("application/json");
        assertThat(first.header("Host")).isEqualTo(receiver.url().replaceAll("http://|/hook", ""));
        assertThat(first.header("Webhook-id")).isEqualTo("msg_hook_1");
        assertThat(first.json().get("data").get("id").asLong()).isEqualTo(1);
        Awaitility.await().until(() -> stored().cursor() == 50);
        assertThat(stored().lastSuccess()).isPositive();
        assertThat(stored().lastError()).isNull();
    }

    /** The package standardwebhooks of npm has its own implementation. */
    @Test
    void anIndependentLibraryVerifiesTheSignature() throws Exception {
        add(config(receiver.url()));
        start();
        append(7, 1);
        awaitAccepted(1);

        Delivery sent = receiver.accepted.getFirst();
        assertThat(NodeVerifier.verify(SECRET, sent, sent.body())).isEqualTo("verified\n");
        assertThat(NodeVerifier.verify(SECRET, sent, sent.body().replace("\"seq\":1", "\"seq\":2")))
                .contains("No matching signature found");
    }

    @Test
    void aReceiverThatWasDownGetsEverythingOnceInTheOrderOfEachChat() throws Exception {
        receiver.answer(_ -> status(503));
        add(config(receiver.url()));
        start();
        for (int i = 1; i <= 40; i++) {
            append(i % 4, i);
        }
        Awaitility.await().until(() -> receiver.deliveries.size() >= 4);
        assertThat(stored().lastError()).isEqualTo("The receiver answered 503");
        receiver.answer(_ -> status(204));
        awaitAccepted(40);
        Awaitility.await().until(() -> deliveries != null && deliveries.pending() == 0);

        assertThat(receiver.seqs())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 40).boxed().toList());
        for (int chat = 0; chat < 4; chat++) {
            int wanted = chat;
            assertThat(receiver.accepted.stream()
                            .filter(delivery -> delivery.json().get("chat_id").asInt() == wanted)
                            .map(Delivery::seq))
                    .hasSize(10)
                    .isSorted();
        }
        assertThat(receiver.deliveries.stream()
                        .filter(delivery ->
                                delivery.seq() == receiver.deliveries.getFirst().seq())
                        .map(delivery -> delivery.header("Webhook-id"))
                        .distinct())
                .as("the id of each attempt")
                .hasSize(1);
    }

    @Test
    void theMetricsShowAWebhookThatIsBehind() throws Exception {
        receiver.answer(_ -> status(503));
        add(config(receiver.url()));
        start();
        append(7, 1, 2, 3);
        Awaitility.await().until(() -> log.failures("webhook") >= 2);

        assertThat(log.readers()).singleElement().satisfies(reader -> {
            assertThat(reader.kind()).isEqualTo("webhook");
            assertThat(reader.lag()).isEqualTo(3);
            assertThat(reader.waiting()).isEqualTo(1);
        });
        receiver.answer(_ -> status(204));
        awaitAccepted(3);
        Awaitility.await()
                .untilAsserted(() -> assertThat(log.readers()).singleElement().satisfies(reader -> {
                    assertThat(reader.lag()).isZero();
                    assertThat(reader.waiting()).isZero();
                }));
    }

    @Test
    void anEventThatAlwaysFailsHoldsOnlyItsChatUntilItIsGivenUp() throws Exception {
        receiver.answer(delivery -> status(delivery.seq() == 1 ? 500 : 200));
        add(config(receiver.url()));
        start(new RetryDelays(List.of(STEP), Duration.ofSeconds(1), () -> 0), "127.0.0.1", chat -> true);
        append(7, 1, 2);
        append(8, 3, 4);
        awaitAccepted(2);
        assertThat(receiver.seqs()).containsExactly(3L, 4L);

        awaitAccepted(3);
        assertThat(receiver.seqs()).containsExactly(3L, 4L, 2L);
        assertThat(table.dead("hook")).isEqualTo(1);

        receiver.answer(_ -> status(200));
        if (deliveries != null) {
            deliveries.close();
        }
        table.rewind("hook", 0);
        start();
        awaitAccepted(7);
        assertThat(receiver.seqs().subList(3, 7)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(table.dead("hook")).isZero();
    }

    @Test
    void deliveriesGoOnAfterARestart() throws Exception {
        receiver.answer(delivery -> status(delivery.seq() == 2 ? 500 : 200));
        add(config(receiver.url()));
        start();
        append(7, 1, 2, 3);
        append(8, 4);
        awaitAccepted(2);
        Awaitility.await().until(() -> table.held("hook").size() == 2);
        closeStore();
        openStore();
        receiver.answer(_ -> status(200));
        start();
        append(8, 5);
        awaitAccepted(5);

        assertThat(receiver.seqs()).containsExactlyInAnyOrder(1L, 4L, 2L, 3L, 5L);
        assertThat(receiver.seqs().indexOf(2L)).isLessThan(receiver.seqs().indexOf(3L));
    }

    @Test
    void goneStopsTheWebhook() throws Exception {
        receiver.answer(_ -> status(410));
        add(config(receiver.url()));
        start();
        append(7, 1);
        Awaitility.await().until(() -> stored().stopped() != null);

        assertThat(stored().stopped()).isEqualTo("The receiver answered 410 Gone");
        assertThat(receiver.deliveries).hasSize(1);
        assertThat(stored().cursor()).isZero();
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        long[] times = new long[2];
        receiver.answer(_ -> exchange -> {
            int attempt = receiver.deliveries.size();
            times[Math.min(attempt, 2) - 1] = System.nanoTime();
            if (attempt == 1) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            status(attempt == 1 ? 429 : 200).to(exchange);
        });
        add(config(receiver.url()));
        start();
        append(7, 1);
        awaitAccepted(1);

        assertThat(Duration.ofNanos(times[1] - times[0])).isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redirect | The receiver answered 302",
                "silent | No response within 0 s",
                "endless | ",
            })
    void badReceiversAreRetried(String kind, @Nullable String error) throws Exception {
        receiver.answer(_ -> exchange -> {
            boolean first = receiver.deliveries.size() == 1;
            switch (first ? kind : "good") {
                case "redirect" -> {
                    exchange.getResponseHeaders().set("Location", receiver.url() + "/else");
                    status(302).to(exchange);
                }
                case "silent" -> sleep(2_000);
                case "endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    writeForever(exchange.getResponseBody());
                }
                default -> status(200).to(exchange);
            }
        });
        add(config(receiver.url()));
        start();
        append(7, 1);
        append(7, 2);
        awaitAccepted(1);
        Awaitility.await()
                .until(() -> stored().cursor() == 2 && table.held("hook").isEmpty());

        assertThat(stored().lastError()).isEqualTo(error);
        assertThat(receiver.deliveries).noneMatch(delivery -> delivery.body().isEmpty());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void writeForever(java.io.OutputStream out) {
        try {
            while (true) {
                out.write(new byte[65_536]);
            }
        } catch (IOException e) {
            // The sender has closed the connection.
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://127.0.0.1:%d/hook | 127.0.0.1 is a private or local address",
                "http://localhost:%d/hook | localhost resolves to a private or local address",
                "http://[::1]:%d/hook | [0:0:0:0:0:0:0:1] is a private or local address"
            })
    void privateAddressesAreRefusedAtEachDelivery(String url, String error) throws Exception {
        int port = Integer.parseInt(receiver.url().replaceAll(".*:(\\d+)/.*", "$1"));
        add(config(url.formatted(port)));
        start(delays, "", chat -> true);
        append(7, 1);
        Awaitility.await().until(() -> stored().lastError() != null);

        assertThat(stored().lastError()).isEqualTo(error + ": the operator can allow it in TOOLGRAM_WEBHOOK_ALLOW");
        assertThat(receiver.deliveries).isEmpty();
    }

    @Test
    void chatsOutOfTheKeysScopeAreLeftOut() throws Exception {
        add(config(receiver.url()));
        start(delays, "127.0.0.1", chat -> chat == 8);
        append(7, 1);
        append(8, 2);
        append(7, 3);
        append(8, 4);
        awaitAccepted(2);
        Awaitility.await().until(() -> deliveries != null && deliveries.pending() == 0);

        assertThat(receiver.seqs()).containsExactly(2L, 4L);
    }

    @Test
    void aRefusedKeyPausesItsWebhook() throws Exception {
        add(config(receiver.url()));
        StoredWebhook stored = stored();
        deliveries = new Deliveries(
                stored,
                table,
                log,
                new View("This key was revoked.", chat -> true),
                new WebhookSender(
                        WebhookUrl.of(receiver.url()),
                        new AddressGuard(AllowList.valueOf("127.0.0.1")),
                        Duration.ofSeconds(1),
                        SSLContext.getDefault()),
                Event::json,
                delays,
                InstantSource.system());
        append(7, 1);
        Awaitility.await().until(() -> stored().lastError() != null);

        assertThat(stored().lastError()).isEqualTo("This key was revoked.");
        assertThat(receiver.deliveries).isEmpty();
        assertThat(stored().cursor()).isZero();
    }
}
