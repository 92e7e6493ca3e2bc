package dev.toolgram.host.cli;

import dev.toolgram.host.ConfigChecks;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a sign-in: from the environment, then from a file of settings, else from the person. */
final class LoginSettings {

    private static final List<String> PREFIXES = List.of("TOOLGRAM_", "TELETHON_");

    private final String version;
    private final Terminal terminal;
    private final Map<String, String> settings;

    /** The environment's, and the file's where the environment has none. The old session is of no interest. */
    LoginSettings(Map<String, String> environment, @Nullable EnvFile file, Terminal terminal, String version)
            throws IOException {
        this.version = version;
        this.terminal = terminal;
        settings = new HashMap<>(file == null ? Map.of() : file.settings());
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                settings.put(name, value);
            }
        });
        forget("SESSION");
    }

    /** The settings by their names. */
    Map<String, String> byName() {
        return Map.copyOf(settings);
    }

    /** Makes the next attempt ask for the application again. */
    void forgetApplication() {
        forget("API_ID");
        forget("API_HASH");
    }

    private void forget(String name) {
        PREFIXES.forEach(prefix -> settings.remove(prefix + name));
    }

    /** All that the sign-in needs, with the application that signs in. */
    Config complete() throws ConfigException {
        Config config = read();
        if (isComplete(config)) {
            return config;
        }
        terminal.say("Telegram wants to know which application signs in. Get an API id and hash, once, at"
                + " https://my.telegram.org.");
        while (true) {
            settings.put("TOOLGRAM_API_ID", terminal.ask("API id: "));
            settings.put("TOOLGRAM_API_HASH", terminal.askSecret("API hash (not shown): "));
            try {
                Config answered = read();
                if (isComplete(answered)) {
                    return answered;
                }
            } catch (ConfigException e) {
                e.problems().forEach(terminal::say);
            }
        }
    }

    private Config read() throws ConfigException {
        return Config.readForLogin(settings, version, ConfigChecks::ofSignIn);
    }

    private static boolean isComplete(Config config) {
        return !config.telegram().isLive()
                || (config.telegram().apiId() != 0 && config.telegram().hasApiHash());
    }
}
