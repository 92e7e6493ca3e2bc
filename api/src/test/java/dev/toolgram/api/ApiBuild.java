package dev.toolgram.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the API's sources, optionally with changes, into a jar. */
final class ApiBuild {

    private static final Path SOURCES = Path.of("src", "main", "java");
    static final Path CLASSES = Path.of("target", "classes");

    private final Map<Path, String> sources = new TreeMap<>();
    private final Set<Path> changed = new TreeSet<>();

    private ApiBuild() {}

    /** The unchanged sources. */
    static ApiBuild present() {
        ApiBuild build = new ApiBuild();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                build.sources.put(SOURCES.relativize(file), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build;
    }

    /** Replaces a string that occurs exactly once in a type's source. */
    ApiBuild change(Class<?> type, String from, String to) {
        Path file = Path.of(type.getName().replace('.', '/') + ".java");
        String source = sources.get(file);
        if (source == null || source.indexOf(from) < 0 || source.indexOf(from) != source.lastIndexOf(from)) {
            throw new AssertionError("'%s' does not occur exactly once in %s".formatted(from, file));
        }
        sources.put(file, source.replace(from, to));
        changed.add(file);
        return this;
    }

    /** Compiles the changed sources, or all sources if none is changed, and packs all classes. */
    Path jar(Path folder) {
        try {
            Path classes = Files.createTempDirectory(folder, "classes");
            if (!changed.isEmpty()) {
                copy(CLASSES, classes);
            }
            compile(changed.isEmpty() ? sources.keySet() : changed, folder, classes);
            Path jar = Files.createTempFile(folder, "api", ".jar");
            pack(classes, jar);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private void compile(Set<Path> names, Path parent, Path classes) throws IOException {
        Path folder = Files.createTempDirectory(parent, "sources");
        List<Path> all = new ArrayList<>();
        for (Path name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            all.add(Files.writeString(file, sources.get(name)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
                    .call()) {
                throw new AssertionError("the changed API does not compile");
            }
        }
    }

    /** Packs a directory of classes into a jar. */
    static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> made = Files.walk(classes)) {
            for (Path each : made.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }
}
