package dev.toolgram.host;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Compiles a plugin's source as its author would, with PF4J's processor, and packs it into a jar. */
@NullMarked
final class JarBuilder {

    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Manifest manifest = new Manifest();

    private JarBuilder() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** A plugin that may do everything, unless its manifest is told otherwise. */
    static JarBuilder plugin(String id, String className, String source) {
        return plugin(id, className, source, System.getProperty("java.class.path"));
    }

    /** Compiled against another API than today's. */
    static JarBuilder plugin(String id, String className, String source, Path api) {
        return plugin(id, className, source, api + File.pathSeparator + classPathWithoutApi());
    }

    private static JarBuilder plugin(String id, String className, String source, String classPath) {
        JarBuilder jar = new JarBuilder()
                .manifest("Plugin-Id", id)
                .manifest("Plugin-Version", "1.0.0")
                .manifest("Toolgram-Effects", "READ, WRITE, DESTRUCTIVE")
                .manifest("Toolgram-Functions", "*");
        jar.compile(className, source, classPath);
        return jar;
    }

    static String classPathWithoutApi() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("toolgram-api-") && !entry.contains("api" + File.separator + "target"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    JarBuilder manifest(String name, @Nullable String value) {
        if (value == null) {
            manifest.getMainAttributes().remove(new Attributes.Name(name));
        } else {
            manifest.getMainAttributes().putValue(name, value);
        }
        return this;
    }

    JarBuilder with(String entry, byte[] content) {
        entries.put(entry, content);
        return this;
    }

    JarBuilder without(String entry) {
        if (entries.remove(entry) == null) {
            throw new AssertionError("there is no " + entry);
        }
        return this;
    }

    void writeTo(Path jar) {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(String className, String source, String classPath) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try {
            Path folder = Files.createTempDirectory("plugin");
            Path file = folder.resolve("src").resolve(className.replace('.', '/') + ".java");
            Path classes = Files.createDirectories(folder.resolve("classes"));
            Files.createDirectories(file.getParent());
            Files.writeString(file, source, StandardCharsets.UTF_8);
            try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
                List<String> options = List.of("-d", classes.toString(), "-cp", classPath, "-proc:full");
                boolean compiled = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                        .call();
                if (!compiled) {
                    throw new AssertionError(className + " does not compile");
                }
            }
            try (Stream<Path> made = Files.walk(classes)) {
                for (Path each : made.filter(Files::isRegularFile).toList()) {
                    entries.put(classes.relativize(each).toString(), Files.readAllBytes(each));
                }
            }
            RunDirectory.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
