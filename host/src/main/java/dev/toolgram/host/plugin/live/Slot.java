package dev.toolgram.host.plugin.live;

import dev.toolgram.host.plugin.archive.Candidate;
import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.loading.PluginInstance;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One plugin file: its content as last read, and what is loaded of it, which may be an earlier content.
 *
 * @param candidate the file's content
 * @param active the loaded instance; {@code null} if none is
 * @param fixed whether the instance stays until the host ends, because it brings a Telegram network
 * @param rejection the last reason that was logged for the content; empty if none was
 */
record Slot(Candidate candidate, @Nullable PluginInstance active, boolean fixed, String rejection) {

    static Slot of(Candidate candidate, @Nullable PluginInstance active) {
        return new Slot(candidate, active, false, "");
    }

    Path file() {
        return candidate.file();
    }

    String fileName() {
        return file().getFileName().toString();
    }

    /** A content that is not loaded, or not yet; {@code null} if there is none. */
    @Nullable
    PluginCopy fresh() {
        PluginCopy copy = candidate.copy();
        return active != null && active.copy().equals(copy) ? null : copy;
    }

    /** The contents that must be kept. */
    Set<PluginCopy> copies() {
        Set<PluginCopy> copies = new LinkedHashSet<>();
        if (candidate.copy() != null) {
            copies.add(candidate.copy());
        }
        if (active != null) {
            copies.add(active.copy());
        }
        return copies;
    }

    /** The ids of the plugins in it. */
    List<String> ids() {
        return copies().stream().map(PluginCopy::id).distinct().toList();
    }

    Slot fixed(boolean value) {
        return new Slot(candidate, active, value, rejection);
    }

    PluginReport report() {
        PluginInstance shown = active;
        return new PluginReport(
                file(),
                candidate.origin(),
                candidate.manifest(),
                shown == null ? List.of() : shown.networkNames(),
                shown == null ? candidate.settings() : shown.settings(),
                shown == null ? List.of() : shown.tools(),
                shown == null ? List.of() : shown.warnings(),
                Stream.of(candidate.rejection(), rejection)
                        .filter(reason -> !reason.isEmpty())
                        .findFirst()
                        .orElse(null));
    }

    /** Whether it has the very bytes that are loaded. */
    boolean isLoaded(PluginCopy copy) {
        return active != null && Objects.equals(active.copy().sha256(), copy.sha256());
    }
}
