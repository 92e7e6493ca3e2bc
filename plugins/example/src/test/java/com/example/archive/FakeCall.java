package com.example.archive;

import dev.toolgram.api.ToolContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that records the reported progress. */
final class FakeCall implements ToolContext {

    final List<String> progress = new ArrayList<>();
    private final Path scratch;
    private final Instant deadline;
    private final boolean cancelled;

    FakeCall(Path scratch, Instant deadline, boolean cancelled) {
        this.scratch = scratch;
        this.deadline = deadline;
        this.cancelled = cancelled;
    }

    FakeCall(Path scratch) {
        this(scratch, Instant.now().plusSeconds(60), false);
    }

    @Override
    public String requestId() {
        return "test";
    }

    @Override
    public Caller caller() {
        return Caller.MCP;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void progress(double done, @Nullable Double total, @Nullable String message) {
        progress.add(done + "/" + total);
    }

    @Override
    public Path scratchDirectory() {
        return scratch;
    }
}
