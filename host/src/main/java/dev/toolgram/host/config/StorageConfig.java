package dev.toolgram.host.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Folders.
 *
 * @param dataDirectory TDLib's databases
 * @param pluginsDirectory third-party plugins; empty for the bundled ones' folder
 * @param downloadDirectory scratch space
 * @param tdlib another libtdjson; empty for the bundled one
 */
public record StorageConfig(
        Path dataDirectory, Optional<Path> pluginsDirectory, Path downloadDirectory, Optional<Path> tdlib) {

    /** @param live whether it is the public Telegram */
    static StorageConfig read(Environment environment, boolean live) {
        return new StorageConfig(
                environment.path("DATA_DIR").orElseGet(() -> defaultDataDirectory(live)),
                environment.path("PLUGINS_DIR"),
                environment.path("DOWNLOAD_DIR").orElseGet(() -> temporary("toolgram")),
                environment.path("TDLIB_PATH"));
    }

    /** Of the public Telegram a session is kept; what is kept of another one is seldom good for long. */
    private static Path defaultDataDirectory(boolean live) {
        return live ? Path.of("data").toAbsolutePath() : temporary("toolgram-data");
    }

    private static Path temporary(String name) {
        return Path.of(System.getProperty("java.io.tmpdir"), name);
    }
}
