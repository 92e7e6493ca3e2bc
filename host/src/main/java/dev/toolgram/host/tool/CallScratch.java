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

/** The scratch directory of one call, created when the tool asks for it: most never do. */
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
            throw new IllegalStateException("the call has already ended");
        }
        Path made = folder;
        if (made == null) {
            try {
                made = Files.createTempDirectory(parent, "call-"); // for its owner only
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot create a directory in " + parent, e);
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
            log.warn("Cannot delete scratch directory {}: {}", folder, e.toString());
        }
    }
}
