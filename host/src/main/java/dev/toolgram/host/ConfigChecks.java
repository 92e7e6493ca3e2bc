package dev.toolgram.host;

import dev.toolgram.host.config.Config;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.session.PrivateFiles;
import dev.toolgram.host.telegram.tdjson.TdLibrary;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the folders and files in the settings, so that their problems are reported together with invalid values. */
public final class ConfigChecks {

    private ConfigChecks() {}

    /** Checks the settings for running the host; returns the problems. */
    public static List<String> ofHost(Config config) {
        List<String> problems = new ArrayList<>(ofSignIn(config));
        folder(config.storage().dataDirectory())
                .ifPresent(problem -> problems.add("TOOLGRAM_DATA_DIR must be a folder to write to: " + problem));
        Path data = config.storage().dataDirectory();
        if (Files.isDirectory(data)) {
            KeyFile.read(KeyFile.in(data)).ifPresent(keys -> problems.addAll(keys.problems()));
        }
        problems.addAll(scratch(config));
        return problems;
    }

    /** Checks the settings for listing the plugins; returns the problems. */
    public static List<String> ofPlugins(Config config) {
        List<String> problems = new ArrayList<>(plugins(config));
        problems.addAll(scratch(config));
        return problems;
    }

    /** Checks the settings for a login; returns the problems. */
    public static List<String> ofSignIn(Config config) {
        List<String> problems = new ArrayList<>(plugins(config));
        config.storage()
                .tdlib()
                .flatMap(ConfigChecks::library)
                .ifPresent(problem -> problems.add("TOOLGRAM_TDLIB_PATH must be a libtdjson: " + problem));
        return problems;
    }

    private static List<String> plugins(Config config) {
        return config
                .storage()
                .pluginsDirectory()
                .filter(folder -> !Files.isDirectory(folder) || !Files.isReadable(folder))
                .map(folder -> "TOOLGRAM_PLUGINS_DIR must be a folder with plugins: " + folder
                        + (Files.exists(folder) ? " is not a folder, or cannot be read" : " does not exist"))
                .stream()
                .toList();
    }

    private static List<String> scratch(Config config) {
        return folder(config.storage().downloadDirectory())
                .map(problem -> "TOOLGRAM_DOWNLOAD_DIR must be a folder to write to: " + problem)
                .stream()
                .toList();
    }

    private static Optional<String> folder(Path folder) {
        try {
            PrivateFiles.folder(folder);
        } catch (IOException e) {
            return Optional.of(folder + " cannot be created (" + reason(e) + ")");
        }
        return Files.isWritable(folder) ? Optional.empty() : Optional.of(folder + " cannot be written");
    }

    /** Loads the library, which the host does later anyway. */
    private static Optional<String> library(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of(file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        try {
            var _ = TdLibrary.load(file);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "access is denied";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
