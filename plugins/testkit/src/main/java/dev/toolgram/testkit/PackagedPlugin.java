package dev.toolgram.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Finds the plugin that the build packaged. */
final class PackagedPlugin {

    private PackagedPlugin() {}

    /** The only jar in a folder whose manifest has a {@code Plugin-Id}. */
    static Path find(Path folder) {
        List<Path> found =
                jars(folder).stream().filter(PackagedPlugin::isPlugin).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new HostStartException(
                found.isEmpty()
                        ? "No jar with a Plugin-Id in %s: package the plugin first. Tests with names ending in IT run after packaging, with maven-failsafe-plugin"
                                .formatted(folder.toAbsolutePath())
                        : "Several plugins in %s, %s: run 'mvn clean', or name one with @ToolgramTest(plugins = …)"
                                .formatted(
                                        folder.toAbsolutePath(),
                                        found.stream().map(Path::getFileName).toList()));
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    // maven-shade-plugin keeps the jar without libraries
                    .filter(file -> !file.getFileName().toString().startsWith("original-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPlugin(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Plugin-Id") != null;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + jar, e);
        }
    }
}
