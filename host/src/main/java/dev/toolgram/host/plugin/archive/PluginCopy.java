package dev.toolgram.host.plugin.archive;

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
 * One content of a plugin file, copied out of the plugins folder: a jar that is overwritten while it is loaded breaks
 * the classes that were not needed so far.
 *
 * @param file where it came from
 * @param sha256 of its bytes
 * @param folder where the copy is
 * @param manifest what it says of itself
 * @param classPath its classes, then its libraries
 */
public record PluginCopy(Path file, String sha256, Path folder, PluginManifest manifest, List<Path> classPath) {

    private static final Logger log = LoggerFactory.getLogger(PluginCopy.class);

    public String id() {
        return manifest.id();
    }

    public String fileName() {
        return file.getFileName().toString();
    }

    public void delete() {
        delete(folder);
    }

    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("Cannot remove {}: {}", folder, e.toString());
        }
    }
}
