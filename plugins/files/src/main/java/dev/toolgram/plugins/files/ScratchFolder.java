package dev.toolgram.plugins.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for the files of one call, deleted on close.
 *
 * @param path the folder, accessible only to the host's user
 */
record ScratchFolder(Path path) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ScratchFolder.class);

    /**
     * Creates a folder.
     *
     * @throws UncheckedIOException if it cannot be created
     */
    static ScratchFolder in(Path parent) {
        try {
            return new ScratchFolder(Files.createTempDirectory(parent, "send-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs a failure instead of throwing: the message may have been sent already. */
    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                var _ = Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("Could not delete {}", path, e);
        }
    }
}
