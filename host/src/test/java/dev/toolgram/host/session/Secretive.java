package dev.toolgram.host.session;

import dev.toolgram.host.telegram.login.TdlibSettings;
import java.nio.file.Path;
import java.util.List;

/** What of this package holds a secret and is not public. */
public final class Secretive {

    private Secretive() {}

    /** Each, with the secret in it. */
    public static List<Object> holding(TdlibSettings settings, StringSession session) {
        return List.of(
                FirstOpeningProcess.Input.of(settings),
                session.key(),
                new SessionDatabase(Path.of("data"), session),
                new FirstOpening(Path.of("toolgram.jar"), (folder, key) -> settings, () -> {}));
    }
}
