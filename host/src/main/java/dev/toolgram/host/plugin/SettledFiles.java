package dev.toolgram.host.plugin;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Follows a folder from look to look, and tells what of it is complete: a file counts as it is when it was the same in
 * two looks. Used by one thread.
 */
final class SettledFiles {

    /** So many looks may a file that is being written hold up the removal of others. */
    private static final int MAX_WAIT = 25;

    private SortedMap<Path, FileState> before;
    private final SortedMap<Path, FileState> settled;
    private int unsettledLooks;

    /** A folder that is known. */
    SettledFiles(SortedMap<Path, FileState> known) {
        before = new TreeMap<>(known);
        settled = new TreeMap<>(known);
    }

    /** Takes another look; returns the files as they last were complete. */
    SortedMap<Path, FileState> look(SortedMap<Path, FileState> now) {
        boolean allSettled = true;
        for (Map.Entry<Path, FileState> file : now.entrySet()) {
            if (file.getValue().equals(before.get(file.getKey()))) {
                settled.put(file.getKey(), file.getValue());
            } else {
                allSettled = false;
            }
        }
        unsettledLooks = allSettled ? 0 : unsettledLooks + 1;
        // Whoever removes one version while copying another means to replace it: then both count in one look.
        if (allSettled || unsettledLooks > MAX_WAIT) {
            settled.keySet().removeIf(file -> !now.containsKey(file) && !before.containsKey(file));
        }
        before = now;
        return new TreeMap<>(settled);
    }
}
