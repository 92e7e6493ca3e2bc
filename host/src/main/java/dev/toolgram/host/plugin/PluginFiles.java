package dev.toolgram.host.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the plugins folders, each with a copy of what it holds when that is not served yet, and with what is
 * served of it. Decides nothing about plugins but that the Telegram in use must stay. Used by one thread at a time.
 */
final class PluginFiles {

    /** How long a file that looks damaged may be one that is still being copied. */
    private static final Duration COPYING = Duration.ofSeconds(3);

    private final LivePlugins.Options options;
    private final PluginTrust trust;
    private final PluginReporter reporter;
    private final List<PluginFile> files = new ArrayList<>();
    private final List<PluginCopy> unneeded = new ArrayList<>();
    private Optional<FileState> pins;
    private SettledFiles looks = new SettledFiles(new TreeMap<>());

    /**
     * No files yet.
     *
     * @param trust decides what may be loaded
     * @param reporter told what cannot be used
     */
    PluginFiles(LivePlugins.Options options, PluginTrust trust, PluginReporter reporter) {
        this.options = options;
        this.trust = trust;
        this.reporter = reporter;
        this.pins = trust.pinsState();
    }

    /** The folder that is followed: the last one. */
    Path watched() {
        return options.folders().getLast();
    }

    /** In the order in which they may claim ids and names. */
    List<PluginFile> all() {
        return List.copyOf(files);
    }

    List<PluginGeneration> serving() {
        return files.stream().map(PluginFile::serving).filter(Objects::nonNull).toList();
    }

    /** Whether the file serves the Telegram in use, or what that depends on, and must go on. */
    boolean isPinned(PluginFile file) {
        PluginGeneration serving = file.serving();
        return serving != null
                && serving().stream()
                        .filter(each -> each.networkNames().contains(options.network()))
                        .anyMatch(each -> each.equals(serving) || each.dependsOn(serving));
    }

    /**
     * Reads every folder.
     *
     * @throws UncheckedIOException if a folder cannot be read
     */
    void load() {
        for (Path folder : options.folders()) {
            SortedMap<Path, FileState> now = list(folder);
            looks = new SettledFiles(now);
            var _ = take(folder, now, Duration.ZERO);
        }
    }

    /**
     * Takes what the last folder holds at this moment, complete or not.
     *
     * @return whether something has to be changed
     * @throws UncheckedIOException if the folder cannot be read
     */
    boolean rescan() {
        SortedMap<Path, FileState> now = list(watched());
        looks = new SettledFiles(now);
        return take(watched(), now, COPYING);
    }

    /**
     * Takes another look at the last folder, and what of it is complete.
     *
     * @return whether something has to be changed
     * @throws UncheckedIOException if the folder cannot be read
     */
    boolean look() {
        Optional<FileState> now = trust.pinsState();
        if (!now.equals(pins)) {
            pins = now;
            files.stream().filter(PluginFile::isUntrusted).forEach(PluginFile::forget);
        }
        return take(watched(), looks.look(list(watched())), COPYING);
    }

    private static SortedMap<Path, FileState> list(Path folder) {
        try {
            return PluginsFolder.list(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the plugins folder " + folder, e);
        }
    }

    private boolean take(Path folder, SortedMap<Path, FileState> now, Duration patience) {
        boolean changed = false;
        for (PluginFile file : files) {
            if (folder.equals(file.path().getParent()) && !file.isGone() && !now.containsKey(file.path())) {
                drop(file.fresh());
                file.remove();
                if (isPinned(file)) {
                    reporter.pinned(file);
                }
                changed = true;
            }
        }
        for (Map.Entry<Path, FileState> entry : now.entrySet()) {
            PluginFile file = file(entry.getKey());
            if (!entry.getValue().equals(file.state())) {
                changed |= read(file, entry.getValue(), patience);
            }
        }
        return changed;
    }

    /** The file of this path; a new one where there was none. */
    PluginFile file(Path path) {
        for (PluginFile file : files) {
            if (file.path().equals(path)) {
                return file;
            }
        }
        PluginFile file = new PluginFile(path);
        files.add(file);
        files.sort(Comparator.<PluginFile>comparingInt(
                        each -> options.folders().indexOf(each.path().getParent()))
                .thenComparing(PluginFile::path));
        return file;
    }

    private boolean read(PluginFile file, FileState now, Duration patience) {
        PluginCopy copy = null;
        String refusal = "";
        file.forget();
        try {
            copy = PluginCopy.take(file, options.scratch(), trust);
            if (!now.equals(FileState.of(file.path()))) {
                drop(copy);
                return false; // it changed meanwhile; a later look tells when it is complete
            }
        } catch (NoSuchFileException e) {
            drop(copy);
            return false; // it has gone meanwhile
        } catch (PluginArchive.UnreadableException e) {
            if (now.isYoungerThan(patience)) {
                return false;
            }
            refusal = String.valueOf(e.getMessage());
        } catch (PluginTrust.UntrustedException e) {
            file.distrust();
            refusal = String.valueOf(e.getMessage());
        } catch (PluginRefusedException e) {
            refusal = String.valueOf(e.getMessage());
        } catch (IOException | RuntimeException e) {
            refusal = "it cannot be read (%s)".formatted(e); // whatever is in it, the other files are read
        }
        if (copy != null && file.serves(copy.sha256())) {
            drop(copy); // it was only touched
            copy = null;
        } else if (copy != null && isPinned(file)) {
            drop(copy);
            copy = null;
            reporter.pinned(file);
        }
        drop(file.fresh());
        file.read(now, copy);
        if (!refusal.isEmpty()) {
            reporter.refused(file, refusal);
        }
        return copy != null;
    }

    /** The copy is needed no more, unless something that serves it has yet to end. */
    void drop(@Nullable PluginCopy copy) {
        if (copy != null) {
            unneeded.add(copy);
        }
    }

    /** The copies that were dropped since this was asked the last time. */
    List<PluginCopy> takeDropped() {
        List<PluginCopy> dropped = List.copyOf(unneeded);
        unneeded.clear();
        return dropped;
    }

    /** Lets go of what is neither there nor served. */
    void forgetGone() {
        files.removeIf(file -> file.isGone() && file.serving() == null);
    }

    /** Lets go of everything, and drops every copy. */
    void clear() {
        for (PluginFile file : files) {
            drop(file.fresh());
            PluginGeneration serving = file.serving();
            drop(serving == null ? null : serving.copy());
        }
        files.clear();
    }
}
