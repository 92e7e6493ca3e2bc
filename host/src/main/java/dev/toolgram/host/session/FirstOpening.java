package dev.toolgram.host.session;

import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.TdLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens a session for the first time, in a child process. TDLib does not know the session's user id yet, and aborts
 * its process if it encounters a chat before it does, so it must not run in this process. The child waits until
 * Telegram responds, because TDLib reconnects automatically.
 */
public final class FirstOpening implements SessionDatabase.Owner {

    /** The hidden command that starts the child. */
    public static final String COMMAND = "first-opening";

    private static final Logger log = LoggerFactory.getLogger(FirstOpening.class);
    private static final int CRASHES = 3;

    /** The time after which the operator is notified of the delay. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** The time after which a child is assumed to hang and is replaced. */
    private static final Duration LONGEST = FirstOpeningProcess.LIFETIME.plusSeconds(30);

    private final Path jar;
    private final BiFunction<Path, String, TdlibSettings> settings;
    private final Runnable delayed;

    /**
     * @param jar the host's own jar
     * @param settings creates TDLib's settings for a folder and its key
     * @param delayed called if Telegram does not respond soon
     */
    public FirstOpening(Path jar, BiFunction<Path, String, TdlibSettings> settings, Runnable delayed) {
        this.jar = jar;
        this.settings = settings;
        this.delayed = delayed;
    }

    @Override
    public OptionalLong find(Path folder, String key) throws InterruptedException {
        String input = JsonMapper.shared().writeValueAsString(settings.apply(folder, key));
        int crashes = 0;
        while (true) {
            FirstOpeningProcess.Finding finding = run(folder, input);
            switch (finding.outcome()) {
                case ACCOUNT -> {
                    return OptionalLong.of(finding.account());
                }
                case REVOKED -> {
                    return OptionalLong.empty();
                }
                case FAILED -> throw new SessionException(finding.reason());
                case UNANSWERED -> log.debug("First-opening process timed out, starting another one");
                case CRASHED -> {
                    if (++crashes == CRASHES) {
                        throw new SessionException("TDLib could not open the session: it crashed " + CRASHES + " times"
                                + lastWords(folder) + ". Create a new session with 'toolgram login'");
                    }
                }
            }
        }
    }

    /** The source location of TDLib's abort; empty if unknown. */
    private static String lastWords(Path folder) {
        try (Stream<String> log = Files.lines(folder.resolve(TdLibrary.LOG), StandardCharsets.ISO_8859_1)) {
            return log.findFirst()
                    .map(line -> " (" + TdLibrary.lastWords(line) + ")")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private FirstOpeningProcess.Finding run(Path folder, String input) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(folder)).redirectError(ProcessBuilder.Redirect.DISCARD);
            // The child gets its input by pipe, so it must not inherit the settings with secrets.
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
            Process process = builder.start();
            try {
                write(process, input);
                if (!process.waitFor(USUAL.toSeconds(), TimeUnit.SECONDS)) {
                    delayed.run();
                    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                        return FirstOpeningProcess.Finding.UNANSWERED;
                    }
                }
                return FirstOpeningProcess.Finding.in(
                        process.inputReader(StandardCharsets.UTF_8).readAllLines());
            } finally {
                process.destroyForcibly().onExit().join(); // its folder is deleted next
            }
        } catch (IOException e) {
            throw new SessionException("The session cannot be opened: cannot start a child process", e);
        }
    }

    /** The pipe stays open until the child has exited: the child exits when it closes. */
    private static void write(Process process, String input) {
        try {
            process.getOutputStream().write((input + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            log.debug("First-opening process exited before it read its input: {}", e.toString());
        }
    }

    /** The command line, which all users of the machine can read, contains no secrets. */
    private List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Files left by an abort go to the folder that is deleted.
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-jar",
                jar.toString(),
                COMMAND);
    }
}
