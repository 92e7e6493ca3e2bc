package dev.toolgram.host.session;

import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.TdlibSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/** The child process of {@link FirstOpening}: opens a database, prints its user id, and exits. */
public final class FirstOpeningProcess {

    /** The time limit of waiting for Telegram; TDLib reconnects automatically, so this is only a safety net. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private FirstOpeningProcess() {}

    enum Outcome {
        ACCOUNT,
        REVOKED,
        FAILED,
        UNANSWERED,
        CRASHED
    }

    /** The child's result, one line on standard output, which may contain other lines. */
    record Finding(Outcome outcome, long account, String reason) {

        /** Telegram did not respond. */
        static final Finding UNANSWERED = new Finding(Outcome.UNANSWERED, 0, "");

        private static final String MARK = "toolgram-finding ";

        /** Parses the output; a missing result means that the child crashed. */
        static Finding in(List<String> output) {
            return output.stream()
                    .filter(line -> line.startsWith(MARK))
                    .map(line -> JsonMapper.shared().readValue(line.substring(MARK.length()), Finding.class))
                    .findFirst()
                    .orElse(new Finding(Outcome.CRASHED, 0, ""));
        }

        private String line() {
            return MARK + JsonMapper.shared().writeValueAsString(this);
        }
    }

    /** Runs the child. Its input is the settings, one line of JSON. */
    public static void run(InputStream in, PrintStream out) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            TdlibSettings settings = JsonMapper.shared().readValue(lines.readLine(), TdlibSettings.class);
            endWith(lines);
            out.println(find(settings).line());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Finding find(TdlibSettings settings) {
        try (TdlibEngine engine = TdlibEngine.start(settings)) {
            OptionalLong account = engine.awaitAccount(LIFETIME);
            if (account.isPresent()) {
                return new Finding(Outcome.ACCOUNT, account.getAsLong(), "");
            }
            AuthorizationState state = engine.state();
            return switch (state) {
                case AuthorizationState.NotAuthorized _ -> new Finding(Outcome.FAILED, 0, state.reason());
                case AuthorizationState.Asks _,
                        AuthorizationState.LoggingOut _,
                        AuthorizationState.Closing _,
                        AuthorizationState.Closed _ -> new Finding(Outcome.REVOKED, 0, "");
                case AuthorizationState.Starting _,
                        AuthorizationState.TakingOver _,
                        AuthorizationState.SigningIn _,
                        AuthorizationState.Ready _ -> Finding.UNANSWERED;
            };
        } catch (RuntimeException e) {
            return new Finding(Outcome.FAILED, 0, "TDLib could not open the session: " + e.getMessage());
        }
    }

    /** Exits when the pipe closes, which also happens when the parent is killed. */
    private static void endWith(BufferedReader lines) {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try {
                while (lines.readLine() != null) {
                    // ignore the input
                }
            } catch (IOException e) {
                // the pipe is closed
            }
            Runtime.getRuntime().halt(1);
        });
    }
}
