package dev.toolgram.host.plugin;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of a plugins folder, what was last found in it, and what is served of it. Used by one thread at a time. */
final class PluginFile {

    private final Path path;
    private @Nullable FileState state;
    private @Nullable PluginCopy fresh;
    private @Nullable PluginGeneration serving;
    private String told = "";
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

    /** It was read. */
    void read(FileState now, @Nullable PluginCopy content) {
        state = now;
        fresh = content;
        told = "";
        gone = false;
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

    /** Whether the operator has not been told this yet of the content. */
    boolean isNews(String reason) {
        boolean news = !reason.equals(told);
        told = reason;
        return news;
    }
}
