package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.toolgram.host.session.StringSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code toolgram login} as a person does it: in a terminal, with the other device being the sandbox's control. */
class LoginIT {

    private static final Pattern SESSION = Pattern.compile("1[A-Za-z0-9_-]{351}=");
    private static final String PHONE_PROMPT = "Phone number, or Enter for a QR code: ";
    private static final String CODE_PROMPT = "Code, or Enter to begin again: ";
    private static final String PASSWORD_PROMPT = "Password (not shown): ";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";

    private static SandboxHost telegram;
    private static RemoteSandbox remote;

    @TempDir
    private Path folder;

    private Path temporary;

    @BeforeAll
    static void start(@TempDir Path shared) throws IOException {
        telegram = SandboxHost.start();
        remote = new RemoteSandbox(telegram, shared);
    }

    @AfterAll
    static void stop() {
        telegram.close();
    }

    @BeforeEach
    void begin() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        var _ = telegram.sandbox("set_password", Map.of());
        var _ = telegram.sandbox("clear_faults", Map.of());
    }

    @Test
    void phoneNumberAndCodeGiveAStringThatServes() throws Exception {
        String session;
        try (Pty pty = login()) {
            assertThat(signedIn(pty).exitCode()).isZero();
            session = session(pty.screen());
            assertThat(pty.screen()).contains("full access to the account", "in one program at a time");
        }
        assertThat(temporary)
                .isDirectoryNotContaining(left -> !left.getFileName().toString().startsWith("toolgram-runs-"));

        Map<String, String> settings = remote.settings(folder.resolve("data"));
        settings.put("TOOLGRAM_SESSION", session);
        try (SandboxHost host = SandboxHost.start(settings)) {
            assertThat(host.get("/api/me", Map.of()).result().get("phone").asString())
                    .isEqualTo("15550001");
        }
    }

    @Test
    void allMistakesAreReportedAndCanBeFixed() throws Exception {
        var _ = telegram.sandbox("set_password", Map.of("password", "correct horse"));
        fail("auth.sendCode", 420, "FLOOD_WAIT_600");
        try (Pty pty = login()) {
            pty.expect(PHONE_PROMPT).type(RemoteSandbox.PHONE + "\n").expect("left alone for 10 minutes");
            pty.expect(PHONE_PROMPT).type("+1999\n").expect("knows no such phone number");
            fail("auth.sendCode", 400, "PHONE_NUMBER_BANNED");
            pty.expect(PHONE_PROMPT).type(RemoteSandbox.PHONE + "\n").expect("has banned this phone number");
            pty.expect(PHONE_PROMPT).type(RemoteSandbox.PHONE + "\n").expect("has sent a code");
            pty.expect(CODE_PROMPT).type("11111\n").expect("This code is wrong.");
            fail("auth.signIn", 400, "PHONE_CODE_EXPIRED");
            pty.expect(CODE_PROMPT).type(RemoteSandbox.CODE + "\n").expect("has expired. Asking for a new one.");
            pty.expect("has sent a code").expect(CODE_PROMPT).type(RemoteSandbox.CODE + "\n");
            pty.expect("(hint: the usual)").expect(PASSWORD_PROMPT).type("incorrect\n");
            pty.expect("This password is wrong.").expect(PASSWORD_PROMPT).type("correct horse\n");
            pty.expect("Signed in.");

            assertThat(pty.exitCode()).isZero();
            assertThat(session(pty.screen())).isNotEmpty();
            assertThat(pty.screen()).as("what is typed as a password").doesNotContain("correct");
        }
    }

    @Test
    void aPasswordIsAskedForAfterTheCode() throws Exception {
        var _ = telegram.sandbox("set_password", Map.of("password", "correct horse"));
        try (Pty pty = login()) {
            signedIn(pty).expect(PASSWORD_PROMPT).type("correct horse\n").expect("Signed in.");

            assertThat(pty.exitCode()).isZero();
            assertThat(session(pty.screen())).isNotEmpty();
            keepTranscript(pty, "login-2fa.txt");
        }
    }

    @Test
    void phoneNumberWithoutAccountIsReportedAndRequestedAgain() throws Exception {
        fail("auth.sendCode", 400, "PHONE_NUMBER_UNOCCUPIED");
        try (Pty pty = login()) {
            pty.expect(PHONE_PROMPT).type("+15550099\n").expect("Register it in an official app first.");
            signedIn(pty).expect("Signed in.");
        }
    }

    @Test
    void aScannedQrCodeSignsIn() throws Exception {
        try (Pty pty = login()) {
            pty.expect(PHONE_PROMPT)
                    .type("\n")
                    .expect("Settings > Devices")
                    .expect("█")
                    .expect("\u001b[0m\r\n");

            assertThat(telegram.sandbox("accept_qr", Map.of()).get("accepted").asInt())
                    .isEqualTo(1);
            pty.expect("Signed in.");

            assertThat(pty.exitCode()).isZero();
            assertThat(session(pty.screen())).isNotEmpty();
            keepTranscript(pty, "login-qr.txt");
        }
    }

    @Test
    void ctrlCLeavesNothing() throws Exception {
        try (Pty pty = login()) {
            pty.expect(PHONE_PROMPT)
                    .type(RemoteSandbox.PHONE + "\n")
                    .expect(CODE_PROMPT)
                    .type(CTRL_C);

            assertThat(pty.exitCode()).isEqualTo(130);
            assertThat(SESSION.matcher(pty.screen()).find()).isFalse();
        }
        assertThat(temporary)
                .isDirectoryNotContaining(left -> !left.getFileName().toString().startsWith("toolgram-runs-"));
        assertThat(folder.resolve("data").resolve("remote")).isEmptyDirectory();
    }

    @Test
    void ctrlCEndsASessionThatAnotherDeviceHasJustLetIn() throws Exception {
        long before = sessions();
        try (Pty pty = login()) {
            pty.expect(PHONE_PROMPT).type("\n").expect("█").expect("\u001b[0m\r\n");
            answerLate("auth.exportLoginToken");
            var _ = telegram.sandbox("accept_qr", Map.of());
            await().untilAsserted(() -> assertThat(sessions()).isEqualTo(before + 1));

            assertThat(pty.type(CTRL_C).exitCode()).isEqualTo(130);
        }
        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    @Tag("soak")
    void ctrlCEndsASessionWhoseResponseDoesNotArrive() throws Exception {
        long before = sessions();
        answerLate("auth.signIn");
        try (Pty pty = login()) {
            signedIn(pty);
            await().untilAsserted(() -> assertThat(sessions()).isEqualTo(before + 1));

            assertThat(pty.type(CTRL_C).exitCode()).isEqualTo(130);
        }
        assertThat(sessions()).isEqualTo(before);
    }

    /** Does what is asked at once, but responds after the test. */
    private static void answerLate(String method) {
        var _ = telegram.sandbox("slow", Map.of("method", method, "millis", 120_000));
    }

    /** At moments around the end of a sign-in, which is over too soon for any one to be aimed at. */
    @Test
    @Tag("soak")
    void ctrlCAtAnyMomentLeavesNothingOrTheString() throws Exception {
        int strings = 0;
        long before = sessions();
        for (int millis : new int[] {0, 30, 60, 100, 150, 200, 300}) {
            try (Pty pty = login()) {
                signedIn(pty);
                Thread.sleep(millis); // the moment is what is tested: any will do
                giveUp(pty);

                int exitCode = pty.exitCode();
                boolean printed = SESSION.matcher(pty.screen()).find();
                if (exitCode != 130) {
                    assertThat(exitCode).isZero();
                    assertThat(printed).as(pty.screen()).isTrue();
                }
                strings += printed ? 1 : 0;
                assertThat(sessions() - before)
                        .as(
                                "sessions that are left after %d ms, exit code %d; there is:\n%s",
                                millis, exitCode, pty.screen())
                        .isEqualTo(strings);
            }
        }
        assertThat(temporary)
                .isDirectoryNotContaining(left -> !left.getFileName().toString().startsWith("toolgram-runs-"));
    }

    private static void giveUp(Pty pty) {
        try {
            var _ = pty.type(CTRL_C);
        } catch (IOException e) {
            // it was over already
        }
    }

    private static long sessions() {
        return telegram.sandbox("auth_keys", Map.of())
                .valueStream()
                .filter(key -> key.get("authorized").asBoolean())
                .count();
    }

    @Test
    void endOfInputIsReported() throws Exception {
        try (Pty pty = login()) {
            pty.expect(PHONE_PROMPT).type(CTRL_D).expect("toolgram: not signed in: the input has ended");

            assertThat(pty.exitCode()).isEqualTo(1);
        }
        assertThat(temporary)
                .isDirectoryNotContaining(left -> !left.getFileName().toString().startsWith("toolgram-runs-"));
    }

    @Test
    void theStringGoesIntoTheFileOfSettings() throws Exception {
        Path file = folder.resolve(".env");
        Files.writeString(folder.resolve(".env.example"), "# an example\nTOOLGRAM_SESSION=\nTOOLGRAM_AUTH_KEY=\n");
        try (Pty pty = new Pty(command("login --env-file " + file), settings())) {
            assertThat(signedIn(pty).expect("is now TOOLGRAM_SESSION in").exitCode())
                    .isZero();
            assertThat(SESSION.matcher(pty.screen()).find()).isFalse();
        }
        assertThat(Files.readString(file))
                .matches("# an example\nTOOLGRAM_SESSION=" + SESSION + "\nTOOLGRAM_AUTH_KEY=\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aMissingApplicationIsAskedForBeforeTelegramIsDialled() throws Exception {
        Map<String, String> settings = settings();
        settings.put("TOOLGRAM_TELEGRAM", "live");
        try (Pty pty = new Pty(command("login"), settings)) {
            pty.expect("https://my.telegram.org").expect("API id: ").type("many\n");
            pty.expect("API hash (not shown): ").type("short\n");
            pty.expect("TOOLGRAM_API_ID must be an integer").expect("TOOLGRAM_API_HASH must be the 32");
            pty.expect("API id: ").type(CTRL_C);

            assertThat(pty.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void withoutATerminalItSaysSo() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                SandboxHost.DISTRIBUTION.resolve("bin/toolgram").toString(), "login");
        builder.environment().putAll(settings());
        Process process = builder.start();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("toolgram: login is interactive and needs a terminal.");
    }

    /** Keeps what the person saw, for a look after a failure. */
    private static void keepTranscript(Pty pty, String name) throws IOException {
        String masked = SESSION.matcher(pty.screen()).replaceAll("1<the session string>");
        Files.writeString(Path.of("target", name), masked);
    }

    private static Pty signedIn(Pty pty) throws IOException, InterruptedException {
        return pty.expect(PHONE_PROMPT)
                .type(RemoteSandbox.PHONE + "\n")
                .expect(CODE_PROMPT)
                .type(RemoteSandbox.CODE + "\n");
    }

    /** The one session string on the screen; it is one that can be read. */
    private static String session(String screen) {
        Matcher session = SESSION.matcher(screen);
        assertThat(session.results()).hasSize(1);
        assertThat(session.reset().find()).isTrue();
        assertThat(StringSession.parse(session.group()).dataCentre()).isEqualTo(1);
        return session.group();
    }

    private static void fail(String method, int code, String message) {
        var _ = telegram.sandbox("fail", Map.of("method", method, "code", code, "message", message));
    }

    private Pty login() throws IOException {
        return new Pty(command("login"), settings());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(remote.settings(folder.resolve("data")));
        settings.put("TOOLGRAM_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        return settings;
    }

    private static String command(String arguments) {
        return SandboxHost.DISTRIBUTION.resolve("bin/toolgram") + " " + arguments;
    }
}
