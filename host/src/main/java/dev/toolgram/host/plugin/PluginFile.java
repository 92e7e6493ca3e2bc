package dev.toolgram.host.plugin;

import dev.toolgram.host.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file of a plugins folder, what was last found in it, and what is served of it. Used by one thread at a time. */
final class PluginFile {

    private final Path path;
    private @Nullable FileState state;
    private @Nullable PluginCopy fresh;
    private @Nullable PluginGeneration serving;
    private PluginTrust.@Nullable Origin origin;
    private @Nullable PluginManifest manifest;
    private List<Setting> settings = List.of();
    private String refusal = "";
    private boolean untrusted;
    private boolean gone;

    PluginFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    String name() {
        return path.getFileName().toString();
    }

    /** As it was when it was last read; {@code null} before. */
    @Nullable
    FileState state() {
        return state;
    }

    /** Its content is about to be read. */
    void forget() {
        state = null;
        origin = null;
        manifest = null;
        settings = List.of();
        refusal = "";
        untrusted = false;
        gone = false;
    }

    /** It was read. */
    void read(FileState now, @Nullable PluginCopy content) {
        state = now;
        fresh = content;
    }

    void origin(PluginTrust.Origin value) {
        origin = value;
    }

    void manifest(PluginManifest value) {
        manifest = value;
    }

    void settings(List<Setting> values) {
        settings = values;
    }

    /** Its content would be served if it were trusted. */
    void distrust() {
        untrusted = true;
    }

    boolean isUntrusted() {
        return untrusted;
    }

    /** It is not in the folder any more. */
    void remove() {
        state = null;
        fresh = null;
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** A content that is not served, or not yet. */
    @Nullable
    PluginCopy fresh() {
        return fresh;
    }

    void fresh(@Nullable PluginCopy content) {
        fresh = content;
    }

    @Nullable
    PluginGeneration serving() {
        return serving;
    }

    /** Whether it serves this very content. */
    boolean serves(String sha256) {
        return serving != null && serving.copy().sha256().equals(sha256);
    }

    void serve(@Nullable PluginGeneration generation) {
        serving = generation;
    }

    /** Its content is not served; returns whether the operator has not been told this yet. */
    boolean refuse(String reason) {
        boolean news = !reason.equals(refusal);
        refusal = reason;
        return news;
    }

    /** Of the plugins that it holds or serves. */
    List<String> ids() {
        return Stream.of(fresh, serving == null ? null : serving.copy())
                .filter(Objects::nonNull)
                .map(PluginCopy::id)
                .toList();
    }

    /** Nothing stands against its content any more. */
    void accept() {
        refusal = "";
    }

    /** What there is to tell of it. */
    PluginReport report() {
        PluginGeneration shown = serving;
        return new PluginReport(
                path,
                origin,
                manifest,
                shown == null ? List.of() : shown.networkNames(),
                settings,
                shown == null ? List.of() : shown.tools(),
                shown == null ? List.of() : shown.warnings(),
                refusal.isEmpty() ? null : refusal);
    }
}
