package dev.toolgram.host.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Packs a plugin class of this package, with its nested classes, into a jar. */
final class PluginJar {

    private PluginJar() {}

    /** @param others further entries */
    static void write(Path jar, String id, Class<?> extension, Map<String, String> others) throws IOException {
        Manifest manifest = new Manifest();
        Map.of(
                        Attributes.Name.MANIFEST_VERSION.toString(),
                        "1.0",
                        "Plugin-Id",
                        id,
                        "Plugin-Version",
                        "1.0.0",
                        "Toolgram-Effects",
                        "READ")
                .forEach(manifest.getMainAttributes()::putValue);
        try (JarOutputStream out = new JarOutputStream(
                Files.newOutputStream(Files.createDirectories(jar.getParent()).resolve(jar.getFileName())), manifest)) {
            for (Class<?> each : Stream.concat(Stream.of(extension), Stream.of(extension.getDeclaredClasses()))
                    .toList()) {
                String entry = each.getName().replace('.', '/') + ".class";
                try (InputStream content = each.getResourceAsStream("/" + entry)) {
                    put(out, entry, Objects.requireNonNull(content).readAllBytes());
                }
            }
            put(out, "META-INF/extensions.idx", extension.getName().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> other : others.entrySet()) {
                put(out, other.getKey(), other.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
