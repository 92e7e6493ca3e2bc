package dev.toolgram.host.session;

import dev.toolgram.host.telegram.TdlibSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens a session for the first time, in a process of its own. TDLib does not know yet whose session it is, and ends
 * its process with an abort when it meets a chat before it does; so that process must not be this one.
 */
public final class FirstOpening implements SessionDatabase.Owner {

    /** The hidden command by which the child is started. */
    public static final String COMMAND = "first-opening";

    private static final Logger log = LoggerFactory.getLogger(FirstOpening.class);
    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = FirstOpeningProcess.PATIENCE.plusSeconds(30);

    private final Path jar;
    private final BiFunction<Path, String, TdlibSettings> settings;

    /**
     * @param jar the host's own jar
     * @param settings what TDLib is started with, for a folder and its key
     */
    public FirstOpening(Path jar, BiFunction<Path, String, TdlibSettings> settings) {
        this.jar = jar;
        this.settings = settings;
    }

    @Override
    public OptionalLong find(Path folder, String key) {
        String input =
                JsonMapper.shared().writeValueAsString(FirstOpeningProcess.Input.of(settings.apply(folder, key)));
        for (int attempt = 1; ; attempt++) {
            FirstOpeningProcess.Finding finding = run(folder, input);
            switch (finding.outcome()) {
                case ACCOUNT -> {
                    return OptionalLong.of(finding.account());
                }
                case REVOKED -> {
                    return OptionalLong.empty();
                }
                case FAILED -> throw new SessionException(finding.reason());
                case CRASHED -> {
                    if (attempt == ATTEMPTS) {
                        throw new SessionException("TDLib could not open the session: it crashed " + ATTEMPTS
                                + " times. Get a new session with 'toolgram login'");
                    }
                }
            }
        }
    }

    private FirstOpeningProcess.Finding run(Path folder, String input) {
        try {
            Process process = new ProcessBuilder(command(folder))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                tell(process, input);
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new SessionException("TDLib could not open the session: it did not come to an end");
                }
                return FirstOpeningProcess.Finding.in(
                        process.inputReader(StandardCharsets.UTF_8).readAllLines());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new SessionException("The session cannot be opened: no process can be started for it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException("The session was not opened, because the start was ended", e);
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
