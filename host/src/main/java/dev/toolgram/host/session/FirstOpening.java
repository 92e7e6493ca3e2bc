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
 * Opens a session for the first time, in a process of its own. TDLib does not know yet whose session it is, and ends
 * its process with an abort when it meets a chat before it does; so that process must not be this one. It lives until
 * Telegram has answered: nobody reconnects as well as TDLib.
 */
public final class FirstOpening implements SessionDatabase.Owner {

    /** The hidden command by which the child is started. */
    public static final String COMMAND = "first-opening";

    private static final Logger log = LoggerFactory.getLogger(FirstOpening.class);
    private static final int CRASHES = 3;

    /** After this the operator should know that it takes longer than it should. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** A child that has not ended by itself by then hangs, and another one may do better. */
    private static final Duration LONGEST = FirstOpeningProcess.LIFETIME.plusSeconds(30);

    private final Path jar;
    private final BiFunction<Path, String, TdlibSettings> settings;
    private final Runnable delayed;

    /**
     * @param jar the host's own jar
     * @param settings what TDLib is started with, for a folder and its key
     * @param delayed told when Telegram does not answer soon
     */
    public FirstOpening(Path jar, BiFunction<Path, String, TdlibSettings> settings, Runnable delayed) {
        this.jar = jar;
        this.settings = settings;
        this.delayed = delayed;
    }

    @Override
    public OptionalLong find(Path folder, String key) throws InterruptedException {
        String input =
                JsonMapper.shared().writeValueAsString(FirstOpeningProcess.Input.of(settings.apply(folder, key)));
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
                case UNANSWERED -> log.debug("A child found nothing out in its time; the next one goes on");
                case CRASHED -> {
                    if (++crashes == CRASHES) {
                        throw new SessionException("TDLib could not open the session: it crashed " + CRASHES + " times"
                                + lastWords(folder) + ". Get a new session with 'toolgram login'");
                    }
                }
            }
        }
    }

    /** Where in its source TDLib gave up; empty when it did not say. */
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
            // It is told what it needs; the settings with the secrets in them are not for it to keep.
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
            Process process = builder.start();
            try {
                tell(process, input);
                return hear(process);
            } finally {
                end(process);
            }
        } catch (IOException e) {
            throw new SessionException("The session cannot be opened: no process can be started for it", e);
        }
    }

    /** The pipe stays open until the child has ended: its end would tell the child that this process has gone. */
    private static void tell(Process process, String input) {
        try {
            process.getOutputStream().write((input + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            log.debug("The child ended before it was told anything: {}", e.toString());
        }
    }

    private FirstOpeningProcess.Finding hear(Process process) throws InterruptedException, IOException {
        if (!process.waitFor(USUAL.toSeconds(), TimeUnit.SECONDS)) {
            delayed.run();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                return FirstOpeningProcess.Finding.UNANSWERED;
            }
        }
        return FirstOpeningProcess.Finding.in(
                process.inputReader(StandardCharsets.UTF_8).readAllLines());
    }

    /** Waits, too: its folder is about to be removed. */
    private static void end(Process process) {
        process.destroyForcibly().onExit().join();
    }

    /** Nothing of the session or the application is on the command line, where every user of the machine can read it. */
    private List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // What an abort would leave behind goes where it is removed.
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-jar",
                jar.toString(),
                COMMAND);
    }
}
