package dev.toolgram.host.session;

import dev.toolgram.host.telegram.login.TdlibSettings;
import java.nio.file.Path;
import java.util.List;

/** The package-private types of this package that hold a secret. */
public final class SecretTypes {

    private SecretTypes() {}

    /** Each, with the secret in it. */
    public static List<Object> holding(TdlibSettings settings, StringSession session) {
        return List.of(
                session.key(),
                new SessionDatabase(Path.of("data"), session),
                new FirstOpening(Path.of("toolgram.jar"), (folder, key) -> settings, () -> {}));
    }
}
