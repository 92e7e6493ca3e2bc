package dev.toolgram.host.plugin;

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
record PluginCopy(Path file, String sha256, Path folder, PluginManifest manifest, List<Path> classPath) {

    private static final Logger log = LoggerFactory.getLogger(PluginCopy.class);

    /** Copies the list. */
    PluginCopy {
        classPath = List.copyOf(classPath);
    }

    String id() {
        return manifest.id();
    }

    String fileName() {
        return file.getFileName().toString();
    }

    /**
     * Copies a file and reads the copy.
     *
     * @param file told what is found out
     * @param parent where a folder for the copy is made
     * @throws PluginRefusedException with the reason, if it cannot be a plugin, or must not; then nothing is left
     * @throws IOException if it cannot be copied; nor then
     */
    static PluginCopy take(PluginFile file, Path parent, PluginTrust trust) throws PluginRefusedException, IOException {
        Path folder = Files.createTempDirectory(parent, "plugin-"); // for its owner only
        try {
            Path copy = Files.copy(file.path(), folder.resolve(file.name()));
            PluginTrust.Origin origin = trust.origin(copy, file.name());
            file.origin(origin);
            PluginArchive.Content content = new PluginArchive(copy, folder.resolve("unpacked")).read();
            file.manifest(content.manifest());
            trust.check(origin, file.name());
            return new PluginCopy(file.path(), origin.sha256(), folder, content.manifest(), content.classPath());
        } catch (PluginRefusedException | IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /** Removes the copy. */
    void delete() {
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("Cannot remove {}: {}", folder, e.toString());
        }
    }
}
