package dev.toolgram.host.plugin.live;

import dev.toolgram.host.config.SettingsFile;
import dev.toolgram.host.plugin.archive.FileState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The plugin files of one folder and the files of their settings, by their names; a folder that does not exist has none. Used by one thread at a time.
 */
final class PluginsFolder {

    /** For so many scans a file that is still being written delays the removal of others. */
    private static final int MAX_WAIT = 25;

    private final Path path;
    private final SortedMap<Path, FileState> complete = new TreeMap<>();
    private SortedMap<Path, FileState> last = new TreeMap<>();
    private int unsettledScans;

    PluginsFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * The files as they are now, complete or not.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    Map<Path, FileState> now() {
        last = list();
        complete.clear();
        complete.putAll(last);
        return complete;
    }

    /**
     * The files in their last complete states: a file is complete when two scans in a row show the same state.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    Map<Path, FileState> complete() {
        SortedMap<Path, FileState> before = last;
        last = list();
        boolean settled = true;
        for (Map.Entry<Path, FileState> file : last.entrySet()) {
            if (file.getValue().equals(before.get(file.getKey()))) {
                complete.put(file.getKey(), file.getValue());
            } else {
                settled = false;
            }
        }
        unsettledScans = settled ? 0 : unsettledScans + 1;
        // To remove one version while copying another is to replace it: both count in the same scan.
        if (settled || unsettledScans > MAX_WAIT) {
            complete.keySet().removeIf(file -> !last.containsKey(file) && !before.containsKey(file));
        }
        return complete;
    }

    private SortedMap<Path, FileState> list() {
        SortedMap<Path, FileState> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(path)) {
            for (Path file : entries.filter(PluginsFolder::isWanted).toList()) {
                try {
                    files.put(file, FileState.of(file));
                } catch (NoSuchFileException e) {
                    // deleted since the folder was listed
                }
            }
        } catch (NoSuchFileException e) {
            // no folder, no plugins
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the plugins folder " + path, e);
        }
        return files;
    }

    private static boolean isWanted(Path file) {
        return isPlugin(file) || (file.toString().endsWith(SettingsFile.ENDING) && Files.isRegularFile(file));
    }

    /** A folder counts, because its name asks for a reason. Careful programs copy to a hidden name, or to one with another ending, first. */
    static boolean isPlugin(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".jar") || name.endsWith(".zip")) && Files.exists(file);
    }
}
