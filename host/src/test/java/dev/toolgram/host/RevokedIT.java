package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session is ended from another device: the process stays up, refuses calls with the reason, and says it once. */
class RevokedIT {

    private static final String REASON =
            "Telegram has ended the session (it was revoked or logged out); create a new one with 'toolgram login'";

    @TempDir
    private Path folder;

    private SandboxHost telegram;
    private RemoteSandbox remote;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        telegram = SandboxHost.start();
        remote = new RemoteSandbox(telegram, folder);
        settings = remote.settings(folder.resolve("data"));
        settings.put("TOOLGRAM_SESSION", remote.signIn().encode());
    }

    @AfterEach
    void stop() {
        telegram.close();
    }

    @Test
    void whileItRuns() throws Exception {
        try (RealHost host = new RealHost(folder.resolve("host"), settings)) {
            assertThat(host.awaitReady().get("/api/me").statusCode()).isEqualTo(200);

            revoke();

            assertRefusesAndSaysItOnce(host);
        }
    }

    @Test
    @Tag("soak")
    void betweenTwoRuns() throws Exception {
        try (RealHost host = new RealHost(folder.resolve("host"), settings)) {
            assertThat(host.awaitReady().stop()).isZero();
        }

        revoke();

        for (String run : new String[] {"next", "last"}) { // the first has a database, the second has none any more
            try (RealHost host = new RealHost(folder.resolve(run), settings)) {
                assertRefusesAndSaysItOnce(host);
            }
        }
    }

    @Test
    void beforeItWasEverUsed() throws Exception {
        revoke();

        try (RealHost host = new RealHost(folder.resolve("host"), settings)) {
            assertRefusesAndSaysItOnce(host);
        }
    }

    private void revoke() {
        assertThat(telegram.sandbox("log_out", Map.of()).get("revoked").asInt()).isPositive();
    }

    private static void assertRefusesAndSaysItOnce(RealHost host) throws Exception {
        host.await("it has noticed", () -> host.get("/readyz").body().contains(REASON));
        assertThat(host.get("/healthz").body()).isEqualTo("{\"status\":\"ok\",\"authorized\":false}");
        assertThat(host.get("/readyz").statusCode()).isEqualTo(503);
        for (String path : new String[] {"/api/me", "/api/dialogs", "/api/messages?chat=me"}) {
            HttpResponse<String> refused = host.get(path);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).startsWith("{\"detail\":\"" + REASON + "\",\"request_id\":\"");
        }
        assertThat(host.mcp("get_me", "{}")).contains("\"isError\":true").contains(REASON);
        assertThat(host.process().isAlive()).isTrue();
        assertThat(host.stop()).isZero();
        assertThat(host.warnings()).hasSize(1).allMatch(line -> line.endsWith(" - " + REASON));
        assertThat(host.err().lines().filter(line -> line.contains("toolgram login")))
                .hasSize(1);
    }
}
