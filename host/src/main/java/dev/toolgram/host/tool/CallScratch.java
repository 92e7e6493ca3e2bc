package dev.toolgram.host.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of one call: most calls never ask for it, so it is made when they do. */
final class CallScratch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CallScratch.class);

    private final Path parent;
    private @Nullable Path folder;
    private boolean closed;

    CallScratch(Path parent) {
        this.parent = parent;
    }

    synchronized Path folder() {
        if (closed) {
            throw new IllegalStateException("the call has ended");
        }
        Path made = folder;
        if (made == null) {
            try {
                made = Files.createTempDirectory(parent, "call-"); // for its owner only
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make a folder in " + parent, e);
            }
            folder = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("Cannot remove {}: {}", folder, e.toString());
        }
    }
}
