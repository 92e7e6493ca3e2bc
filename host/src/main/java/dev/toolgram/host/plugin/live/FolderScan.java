package dev.toolgram.host.plugin.live;

import dev.toolgram.host.plugin.archive.FileState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The plugin files found in one folder at one moment, in the order of their names.
 *
 * @param folder the folder; one that does not exist has no files
 * @param files the state of each
 */
record FolderScan(Path folder, SortedMap<Path, FileState> files) {

    FolderScan {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** @throws UncheckedIOException if the folder cannot be read */
    static FolderScan of(Path folder) {
        SortedMap<Path, FileState> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(FolderScan::isPlugin).toList()) {
                try {
                    if (Files.isRegularFile(file)) {
                        files.put(file, FileState.of(file));
                    }
                } catch (NoSuchFileException e) {
                    // deleted since the folder was listed
                }
            }
        } catch (NoSuchFileException e) {
            files.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the plugins folder " + folder, e);
        }
        return new FolderScan(folder, files);
    }

    /** Careful programs copy to a hidden name, or to one with another ending, first. */
    private static boolean isPlugin(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".jar") || name.endsWith(".zip"));
    }
}
