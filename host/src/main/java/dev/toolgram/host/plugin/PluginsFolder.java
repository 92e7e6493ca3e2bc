package dev.toolgram.host.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The plugin files of one folder, as they are at a moment. */
final class PluginsFolder {

    private PluginsFolder() {}

    /**
     * The files, in the order of their names. A folder that does not exist holds none.
     *
     * @throws IOException if the folder cannot be read: then nobody knows what is in it
     */
    static SortedMap<Path, FileState> list(Path folder) throws IOException {
        SortedMap<Path, FileState> files = new TreeMap<>();
        if (!Files.exists(folder)) {
            return files;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(PluginsFolder::hasName).toList()) {
                try {
                    if (Files.isRegularFile(file)) {
                        files.put(file, FileState.of(file));
                    }
                } catch (NoSuchFileException e) {
                    // it has gone since the folder was read
                }
            }
        } catch (NoSuchFileException e) {
            return new TreeMap<>(); // so has the folder
        }
        return files;
    }

    /** Hidden files and those of another kind are what a copy in progress is called by careful programs. */
    private static boolean hasName(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".jar") || name.endsWith(".zip"));
    }
}
