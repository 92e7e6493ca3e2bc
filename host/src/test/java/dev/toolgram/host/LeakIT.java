package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.host.session.StringSession;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Everything that hosts write at their loudest is searched for everything that is secret. */
class LeakIT {

    private static final String TOKEN = "open-sesame-6f1d";
    private static final String WRONG_TOKEN = "close-sesame-2b7c";
    private static final String PASSWORD = "correct horse 4821";
    private static final String WRONG_PASSWORD = "incorrect donkey 9377";
    private static final String WRONG_CODE = "86420";
    private static final String API_HASH = "c3a9d17e5b2f4086a1b3c5d7e9f08264";
    private static final String STRANGER = "19998887776";

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> sandboxLog = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram");
    private final Leaks leaks = new Leaks()
            .secret("the bearer token", TOKEN)
            .secret("a wrong bearer token", WRONG_TOKEN)
            .secret("the password", PASSWORD)
            .secret("a wrong password", WRONG_PASSWORD)
            .secret("the API hash", API_HASH)
            .secret("the network's API hash", RemoteSandbox.API_HASH)
            .secret("the phone number", RemoteSandbox.PHONE.substring(1))
            .secret("somebody's phone number", STRANGER)
            .secret("the login code", RemoteSandbox.CODE)
            .secret("a wrong login code", WRONG_CODE);

    private Level level;
    private ForwardedTelegram telegram;

    @BeforeEach
    void start() throws IOException {
        level = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false); // what is searched need not be shown
        sandboxLog.start();
        logger.addAppender(sandboxLog);
        telegram = new ForwardedTelegram(Files.createDirectory(folder.resolve("remote")));
    }

    @AfterEach
    void stop() throws IOException {
        telegram.close();
        logger.detachAppender(sandboxLog);
        logger.setAdditive(true);
        logger.setLevel(level);
    }

    @Test
    void aSignInShowsNothing() throws Exception {
        telegram.forwarder().open();
        var _ = telegram.sandbox("set_password", Map.of("password", PASSWORD));
        Path env = folder.resolve(".env");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> settings = settings();
        settings.put("TOOLGRAM_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        String screen;
        try (ProcessWatch watch = new ProcessWatch();
                Pty pty = new Pty(
                        SandboxHost.DISTRIBUTION.resolve("bin/toolgram") + " login --env-file " + env, settings)) {
            pty.expect("Phone number").type(RemoteSandbox.PHONE + "\n");
            pty.expect("Code").type(WRONG_CODE + "\n").expect("This code is wrong.");
            pty.expect("Code").type(RemoteSandbox.CODE + "\n");
            pty.expect("Password (not shown)").type(WRONG_PASSWORD + "\n").expect("This password is wrong.");
            leaks.check(temporary);
            pty.expect("Password (not shown)").type(PASSWORD + "\n").expect("Signed in.");
            assertThat(pty.exitCode()).isZero();
            screen = pty.screen();
            StringSession session =
                    StringSession.parse(Files.readString(env).strip().substring("TOOLGRAM_SESSION=".length()));
            leaks.session(session);
            assertThat(watch.commandLines()).anyMatch(line -> line.contains("toolgram-host.jar"));
            watch.commandLines().forEach(line -> leaks.check("a command line", line));
        }
        // The terminal shows the text that was typed visibly.
        leaks.check(
                "the screen",
                screen.replace(RemoteSandbox.PHONE, "")
                        .replace(RemoteSandbox.CODE, "")
                        .replace(WRONG_CODE, ""));
        leaks.check(temporary).check(folder.resolve("data"));

        assertNothingFound();
    }

    @Test
    @Tag("soak")
    void aLifeFromTheFirstStartToTheEndOfTheSessionShowsNothing() throws Exception {
        StringSession session = telegram.signIn();
        leaks.session(session);
        Map<String, String> settings = settings();
        settings.put("TOOLGRAM_SESSION", session.encode());
        settings.put("TOOLGRAM_REQUEST_TIMEOUT", "3");
        try (ProcessWatch watch = new ProcessWatch();
                RealHost host = new RealHost(folder.resolve("host"), settings)) {
            host.await(
                    "the session waits for Telegram",
                    () -> host.get("/readyz").body().contains("Telegram has not responded to the session import yet"));
            leaks.check(folder.resolve("data"));
            check(host.get("/api/me", "Authorization", "Bearer " + TOKEN), 503);
            telegram.forwarder().open();
            var _ = host.awaitReady();
            leaks.check(folder.resolve("data"));

            callInEveryWay(host);

            try (RealHost second = new RealHost(folder.resolve("second"), settings)) {
                assertThat(second.exitCode()).isEqualTo(3);
            }
            assertThat(telegram.sandbox("log_out", Map.of()).get("revoked").asInt())
                    .isPositive();
            host.await("the end is noticed", () -> host.get("/readyz").body().contains("has ended the session"));
            check(host.get("/api/me", "Authorization", "Bearer " + TOKEN), 503);
            leaks.check(folder.resolve("data"));
            assertThat(host.stop()).isZero();

            assertThat(host.err()).contains("DEBUG", "POST /api/messages 200");
            assertThat(watch.commandLines()).anyMatch(line -> line.contains("first-opening"));
            watch.commandLines().forEach(line -> leaks.check("a command line", line));
            assertThat(watch.childrensEnvironments()).isNotEmpty();
            watch.childrensEnvironments().forEach(line -> leaks.check("the environment of a child", line));
        }
        leaks.check(folder.resolve("host")).check(folder.resolve("second")).check(folder.resolve("data"));

        assertNothingFound();
    }

    @Test
    @Tag("soak")
    void startsThatFailShowNothing() throws Exception {
        telegram.forwarder().open();
        StringSession session = telegram.signIn();
        leaks.session(session);
        String broken = session.encode().substring(0, 340);
        try (ServerSocket taken = new ServerSocket(0)) {
            assertExit(2, Map.of("TOOLGRAM_SESSION", broken));
            assertExit(2, Map.of("TOOLGRAM_SESSION", broken + " " + broken, "TOOLGRAM_API_HASH", API_HASH + "0"));
            assertExit(2, Map.of("TOOLGRAM_SESSION", session.encode(), "TOOLGRAM_TELEGRAM", "moon"));
            assertExit(
                    1,
                    Map.of(
                            "TOOLGRAM_SESSION",
                            session.encode(),
                            "TOOLGRAM_HTTP_LISTEN_ADDRESS",
                            "127.0.0.1:" + taken.getLocalPort()));
        }
        Path database = Files.createDirectories(
                folder.resolve("data").resolve("remote").resolve(session.key().name()));
        Files.write(database.resolve("td.binlog"), new byte[500]);
        Map<String, String> settings = settings();
        settings.put("TOOLGRAM_SESSION", session.encode());
        try (RealHost host = new RealHost(folder.resolve("damaged"), settings)) {
            check(host.awaitReady().get("/api/me", "Authorization", "Bearer " + TOKEN), 200);
            assertThat(host.err()).contains("Database of this session is damaged");
            var _ = host.stop();
        }
        leaks.check(folder.resolve("damaged")).check(folder.resolve("data"));

        assertNothingFound();
    }

    /** A search that finds nothing proves nothing unless it can. */
    @Test
    void theSearchFindsWhatItLooksFor() throws Exception {
        StringSession session = telegram.signIn();
        leaks.session(session);
        byte[] key = java.util.Base64.getUrlDecoder().decode(session.encode().substring(1));
        byte[] part = java.util.Arrays.copyOfRange(key, 101, 141);

        leaks.check("1", "password=" + PASSWORD)
                .check("2", "code 12345, but not 123456")
                .check("3", "... " + session.encode().substring(40, 70))
                .check("4", java.util.HexFormat.of().formatHex(part))
                .check("5", java.util.Base64.getEncoder().encodeToString(part))
                .check("6", "nothing 123456 here");
        Files.write(Files.createDirectory(folder.resolve("files")).resolve("dump"), part);
        leaks.check(folder.resolve("files"));

        assertThat(leaks.found())
                .hasSize(6)
                .noneMatch(leak -> leak.endsWith("in 6"))
                .anyMatch(leak -> leak.endsWith("dump"));
    }

    private void callInEveryWay(RealHost host) throws Exception {
        String[] key = {"Authorization", "Bearer " + TOKEN};
        check(host.get("/api/me"), 401);
        check(host.get("/api/me", "Authorization", "Bearer " + WRONG_TOKEN), 401);
        check(host.get("/api/me", "Authorization", "Basic " + WRONG_TOKEN), 401);
        assertThat(host.get("/api/me", key).body())
                .contains(RemoteSandbox.PHONE.substring(1)); // asked for by its owner
        check(host.get("/api/me", "Authorization", "Bearer " + TOKEN, "Origin", "https://example.org"), 403);
        check(host.get("/api/nothing", key), 404);
        check(host.post("/api/me", "{}", key), 405);
        check(host.get("/api/entities?chat=%2B" + STRANGER, key), 400);
        check(host.post("/api/messages", "{\"chat\":\"me\",\"text\":\"" + PASSWORD, key), 400);
        check(host.post("/api/messages", "{\"chat\":\"me\",\"text\":[\"" + PASSWORD + "\"]}", key), 400);
        check(host.post("/api/messages/read", "x".repeat(2_000_000), key), 413);
        check(
                host.post(
                        "/api/messages", "{\"chat\":\"me\",\"text\":\"the code is " + RemoteSandbox.CODE + "\"}", key),
                200);
        fail("messages.sendMessage", 403, "CHAT_WRITE_FORBIDDEN");
        check(host.post("/api/messages", "{\"chat\":\"me\",\"text\":\"" + PASSWORD + "\"}", key), 502);
        fail("messages.sendMessage", 420, "FLOOD_WAIT_99");
        check(host.post("/api/messages", "{\"chat\":\"me\",\"text\":\"" + PASSWORD + "\"}", key), 502);
        var _ = telegram.sandbox("hang", Map.of("method", "contacts.resolveUsername"));
        check(host.get("/api/entities?chat=@somebody_unmet", key), 504);
        var _ = telegram.sandbox("clear_faults", Map.of());
        for (String call : List.of(
                "{\"name\":\"get_entity\",\"arguments\":{\"chat\":\"+" + STRANGER + "\"}}",
                "{\"name\":\"send_message\",\"arguments\":{\"chat\":7.5,\"text\":\"" + PASSWORD + "\"}}",
                "{\"name\":\"no_such_tool\",\"arguments\":{\"code\":\"" + RemoteSandbox.CODE + "\"}}")) {
            check(
                    host.post(
                            "/mcp",
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + call + "}",
                            key),
                    200);
        }
        check(host.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + PASSWORD, key), 400);
        check(host.get("/healthz"), 200);
        check(host.get("/openapi.json", key), 200);
    }

    /** The answer shows nothing, neither in its head nor in its body, but what its own caller wrote as a message. */
    private void check(HttpResponse<String> answer, int status) {
        String what = answer.request().method() + " " + answer.request().uri().getPath() + " " + answer.statusCode();
        assertThat(answer.statusCode()).as(what + " " + answer.body()).isEqualTo(status);
        leaks.check("the head of " + what, answer.headers().map().toString());
        if (!answer.body().startsWith("{\"result\":")) {
            leaks.check("the body of " + what, answer.body());
        }
    }

    private void assertExit(int code, Map<String, String> wrong) throws Exception {
        Map<String, String> settings = settings();
        settings.putAll(wrong);
        Path said = folder.resolve("start-" + code + "-" + System.nanoTime());
        try (RealHost host = new RealHost(said, settings)) {
            assertThat(host.exitCode()).as(host.err()).isEqualTo(code);
        }
        leaks.check(said);
    }

    private void assertNothingFound() {
        sandboxLog.list.forEach(line -> {
            leaks.check("the sandbox's log", line.getFormattedMessage());
            if (line.getThrowableProxy() != null) {
                leaks.check(
                        "the sandbox's log",
                        String.valueOf(line.getThrowableProxy().getMessage()));
            }
        });
        assertThat(leaks.found()).isEmpty();
    }

    private void fail(String method, int code, String message) {
        var _ = telegram.sandbox("fail", Map.of("method", method, "code", code, "message", message));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(telegram.settings(folder.resolve("data")));
        settings.put("TOOLGRAM_LOG_LEVEL", "DEBUG");
        settings.put("TOOLGRAM_AUTH_KEY", TOKEN);
        settings.put("TOOLGRAM_API_ID", "1");
        settings.put("TOOLGRAM_API_HASH", API_HASH);
        return settings;
    }
}
