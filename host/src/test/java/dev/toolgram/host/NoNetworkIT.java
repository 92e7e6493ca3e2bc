package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.session.StringSession;
import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start while Telegram is unreachable: the host is up, reports it, and becomes ready automatically. */
class NoNetworkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ASKED = "The session is being imported; retry in a moment";
    private static final String DELAYED = "Telegram has not responded to the session import yet, still retrying:"
            + " check the connection to the internet";
    private static final String UNREACHABLE = "Telegram is unreachable, retrying: check the internet connection";

    private static ForwardedTelegram telegram;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(@TempDir Path shared) throws IOException {
        telegram = new ForwardedTelegram(shared);
    }

    @AfterAll
    static void stop() throws IOException {
        telegram.close();
    }

    @BeforeEach
    void begin() throws IOException {
        telegram.forwarder().shut();
    }

    @Test
    void aSessionThatIsNewHereIsTakenOverWhenTelegramAppears() throws Exception {
        try (LogLines log = new LogLines();
                SandboxHost host = SandboxHost.startUnready(settings(telegram.signIn()))) {
            assertUnauthorized(host);
            assertThat(host.host().awaitReady(Duration.ZERO)).isIn(ASKED, DELAYED);
            await(() -> host.host().awaitReady(Duration.ZERO).equals(DELAYED));
            assertUnauthorized(host);
            assertThat(host.get("/readyz", Map.of()).detail().asString()).isEqualTo(DELAYED);
            assertThat(host.get("/api/me", Map.of()).detail().asString()).isEqualTo(DELAYED);

            telegram.forwarder().open();

            assertThat(host.host().awaitReady(PATIENCE)).isEmpty();
            assertThat(host.get("/readyz", Map.of()).body().toString()).isEqualTo("{\"status\":\"ready\"}");
            assertThat(host.get("/api/dialogs", Map.of("limit", 3)).result()).hasSize(3);
            assertThat(host.mcp("get_me", Map.of()).isError()).isFalse();
            assertThat(log.warnings()).filteredOn(DELAYED::equals).hasSize(1);
        }
    }

    @Test
    void aKnownSessionServesWhenTelegramAppears() throws Exception {
        Map<String, String> settings = settings(telegram.signIn());
        telegram.forwarder().open();
        try (SandboxHost _ = SandboxHost.start(settings)) {
            telegram.forwarder().shut();
        }
        settings.put("TOOLGRAM_REQUEST_TIMEOUT", "2");

        try (SandboxHost host = SandboxHost.startUnready(settings)) {
            await(() -> host.get("/healthz", Map.of()).body().path("authorized").asBoolean());
            RestResponse unready = host.get("/readyz", Map.of());
            assertThat(unready.status()).isEqualTo(503);
            assertThat(unready.detail().asString()).isEqualTo(UNREACHABLE);
            assertThat(unready.body().path("request_id").asString()).isNotEmpty();
            RestResponse late = host.get("/api/entities", Map.of("chat", "@somebody_unmet"));
            assertThat(late.status()).isEqualTo(504);
            assertThat(late.detail().asString())
                    .isEqualTo("No response from Telegram to searchPublicChat in time. " + UNREACHABLE);

            telegram.forwarder().open();

            assertThat(host.host().awaitReady(PATIENCE)).isEmpty();
            assertThat(host.get("/api/dialogs", Map.of("limit", 3)).result()).hasSize(3);

            telegram.forwarder().shut();

            await(() -> host.get("/readyz", Map.of()).status() == 503);
            telegram.forwarder().open();
            assertThat(host.host().awaitReady(PATIENCE)).isEmpty();
        }
    }

    @Test
    void aHostThatClosesMeanwhileLeavesNothing() throws Exception {
        StringSession session = telegram.signIn();
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        try (SandboxHost _ = SandboxHost.startUnready(settings(session))) {
            await(() -> ProcessHandle.current().children().anyMatch(child -> !before.contains(child)));
        }

        assertThat(ProcessHandle.current().children()).allMatch(before::contains);
        SessionDatabase database = new SessionDatabase(folder.resolve("data").resolve("remote"), session);
        assertThat(database.exists()).isFalse();
        assertThat(database.folder().resolve("first-opening")).doesNotExist();
    }

    @Test
    void theProcessStaysUpAndSaysOnceThatItIsReady() throws Exception {
        try (RealHost host = new RealHost(folder.resolve("host"), settings(telegram.signIn()))) {
            host.await("it says that it waits", () -> host.out().contains("Toolgram is listening, but not ready: "));
            assertThat(host.out())
                    .isEqualTo("Toolgram is listening, but not ready: %s/readyz says why\n".formatted(host.address()));
            assertThat(host.get("/readyz").body()).contains(DELAYED);
            assertThat(host.warnings()).hasSize(1).allMatch(line -> line.endsWith(DELAYED));

            telegram.forwarder().open();

            host.await(
                    "it says that it is ready",
                    () -> host.out().contains("Toolgram is ready: %s (remote)\n".formatted(host.address())));
            assertThat(host.warnings()).hasSize(1);
            assertThat(host.stop()).isZero();
        }
    }

    @Test
    void theProcessEndsCleanlyWhileItWaits() throws Exception {
        try (RealHost host = new RealHost(folder.resolve("host"), settings(telegram.signIn()))) {
            var _ = host.address();
            host.await("the child runs", () -> host.process().children().count() == 1);
            List<ProcessHandle> children = host.process().children().toList();

            assertThat(host.stop()).isZero();

            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(host.warnings()).isEmpty();
        }
    }

    private static void assertUnauthorized(SandboxHost host) {
        assertThat(host.get("/healthz", Map.of()).body().toString())
                .isEqualTo("{\"status\":\"ok\",\"authorized\":false}");
        assertThat(host.get("/readyz", Map.of()).status()).isEqualTo(503);
        RestResponse me = host.get("/api/me", Map.of());
        assertThat(me.status()).isEqualTo(503);
        assertThat(me.detail().asString()).isIn(ASKED, DELAYED);
        SandboxHost.ToolAnswer answer = host.mcp("get_me", Map.of());
        assertThat(answer.isError()).isTrue();
        assertThat(answer.text()).containsAnyOf(ASKED, DELAYED);
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    private Map<String, String> settings(StringSession session) {
        return telegram.settings(folder.resolve("data"), session);
    }
}
