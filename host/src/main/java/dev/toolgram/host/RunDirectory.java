package dev.toolgram.host;

import dev.toolgram.host.session.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for this run only, deleted when it closes. Its name holds the process id, so that what a killed run left
 * behind is recognised and removed by the next one, and two hosts on one machine never share.
 */
final class RunDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunDirectory.class);
    private static final Pattern NAME = Pattern.compile("run-(\\d+)-\\d+");
    private static final AtomicLong counter = new AtomicLong();

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /** Makes a new one in a folder, and removes those of processes that are gone. */
    static RunDirectory in(Path parent) {
        try {
            PrivateFiles.folder(parent);
            sweep(parent);
            Path path =
                    parent.resolve("run-%d-%d".formatted(ProcessHandle.current().pid(), counter.incrementAndGet()));
            delete(path);
            return new RunDirectory(PrivateFiles.folder(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder in " + parent, e);
        }
    }

    Path path() {
        return path;
    }

    Path subdirectory(String name) {
        try {
            return PrivateFiles.folder(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder in " + path, e);
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    private static void sweep(Path parent) throws IOException {
        try (Stream<Path> siblings = Files.list(parent)) {
            for (Path sibling : siblings.toList()) {
                Matcher name = NAME.matcher(sibling.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    delete(sibling);
                }
            }
        }
    }

    static void delete(Path path) {
        try {
            PrivateFiles.delete(path);
        } catch (IOException | UncheckedIOException e) {
            log.warn("Cannot remove {}: {}", path, e.toString());
        }
    }
}
