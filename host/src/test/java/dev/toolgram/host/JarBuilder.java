package dev.toolgram.host;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Compiles a plugin's source as its author would, with PF4J's processor, and packs it into a jar. */
@NullMarked
final class JarBuilder {

    /** Tests of one run compile the same again and again. */
    private static final Map<String, Map<String, byte[]>> compiled = new ConcurrentHashMap<>();

    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Manifest manifest = new Manifest();

    private JarBuilder() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** A plugin with all permissions, unless its manifest is changed. */
    static JarBuilder plugin(String id, String className, String source) {
        return plugin(id, className, source, System.getProperty("java.class.path"));
    }

    /** Compiled against another API than today's. */
    static JarBuilder plugin(String id, String className, String source, Path api) {
        return plugin(id, className, source, api + File.pathSeparator + classPathWithoutApi());
    }

    private static JarBuilder plugin(String id) {
        return new JarBuilder()
                .manifest("Plugin-Id", id)
                .manifest("Plugin-Version", "1.0.0")
                .manifest("Toolgram-Effects", "READ, WRITE, DESTRUCTIVE")
                .manifest("Toolgram-Functions", "*");
    }

    private static JarBuilder plugin(String id, String className, String source, String classPath) {
        JarBuilder jar = plugin(id);
        jar.compile(className, source, classPath);
        return jar;
    }

    /** A plugin of which all sources are in a folder. */
    static JarBuilder folder(String id, Path sources) throws IOException {
        JarBuilder jar = plugin(id);
        try (Stream<Path> files = Files.walk(sources)) {
            jar.entries.putAll(compileAnew(
                    files.filter(file -> file.toString().endsWith(".java")).toList(),
                    System.getProperty("java.class.path")));
        }
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

    /** Another class, compiled with the jars of other plugins at hand, before what the host has of the same name. */
    JarBuilder and(String className, String source, Path... classPath) {
        String joined = Stream.concat(
                        Arrays.stream(classPath).map(Path::toString), Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
        compile(className, source, joined);
        return this;
    }

    /** A copy of what is in it. */
    byte[] entry(String name) {
        byte[] content = entries.get(name);
        if (content == null) {
            throw new AssertionError("there is no " + name);
        }
        return content.clone();
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            write(out, "", entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void writeTo(Path jar) {
        try {
            Files.write(jar, toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PF4J's layout: the classes in {@code classes}, next to other entries. */
    void writeZipTo(Path zip, Map<String, byte[]> others) {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            ByteArrayOutputStream described = new ByteArrayOutputStream();
            manifest.write(described);
            write(out, "classes/", Map.of("META-INF/MANIFEST.MF", described.toByteArray()));
            write(out, "classes/", entries);
            write(out, "", others);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ZipOutputStream out, String folder, Map<String, byte[]> entries) throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            out.putNextEntry(new ZipEntry(folder + entry.getKey()));
            out.write(entry.getValue());
            out.closeEntry();
        }
    }

    private void compile(String className, String source, String classPath) {
        compiled.computeIfAbsent(className + source + classPath, key -> compileAnew(className, source, classPath))
                .forEach((name, content) -> {
                    // PF4J's processor writes an index for a class without extensions, too.
                    boolean blank = name.endsWith(".idx")
                            && new String(content, StandardCharsets.UTF_8)
                                    .lines()
                                    .allMatch(line -> line.startsWith("#"));
                    if (!blank || !entries.containsKey(name)) {
                        entries.put(name, content);
                    }
                });
    }

    private static Map<String, byte[]> compileAnew(String className, String source, String classPath) {
        try {
            Path folder = Files.createTempDirectory("plugin");
            Path file = folder.resolve(className.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source, StandardCharsets.UTF_8);
            Map<String, byte[]> made = compileAnew(List.of(file), classPath);
            RunDirectory.delete(folder);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> compileAnew(List<Path> sources, String classPath) throws IOException {
        Map<String, byte[]> made = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createTempDirectory("plugin-classes");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-cp", classPath, "-proc:full", "-Xlint:none");
            boolean compiled = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new AssertionError(sources + " does not compile");
            }
        }
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                made.put(classes.relativize(each).toString(), Files.readAllBytes(each));
            }
        }
        RunDirectory.delete(classes);
        return made;
    }
}
