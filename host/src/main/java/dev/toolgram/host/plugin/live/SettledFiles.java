package dev.toolgram.host.plugin.live;

import dev.toolgram.host.plugin.archive.FileState;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares one scan of a folder with the scan before it: a file counts as complete when both show the same state. Used
 * by one thread at a time.
 */
final class SettledFiles {

    /** For so many scans a file that is still being written delays the removal of others. */
    private static final int MAX_WAIT = 25;

    private FolderScan before;
    private final SortedMap<Path, FileState> settled;
    private int unsettledScans;

    /** @param known a scan whose files count as complete */
    SettledFiles(FolderScan known) {
        before = known;
        settled = new TreeMap<>(known.files());
    }

    /** Takes another scan; returns the files in their last complete states. */
    FolderScan next(FolderScan now) {
        boolean allSettled = true;
        for (Map.Entry<Path, FileState> file : now.files().entrySet()) {
            if (file.getValue().equals(before.files().get(file.getKey()))) {
                settled.put(file.getKey(), file.getValue());
            } else {
                allSettled = false;
            }
        }
        unsettledScans = allSettled ? 0 : unsettledScans + 1;
        // To remove one version while copying another is to replace it: both count in the same scan.
        if (allSettled || unsettledScans > MAX_WAIT) {
            settled.keySet()
                    .removeIf(file ->
                            !now.files().containsKey(file) && !before.files().containsKey(file));
        }
        before = now;
        return new FolderScan(now.folder(), settled);
    }
}
