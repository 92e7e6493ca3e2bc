package dev.toolgram.host.plugin.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar or zip as an author packs a plugin: what can be said of it before any of its code runs. A jar holds classes and
 * the manifest. A zip holds them in {@code classes}, libraries as jars in {@code lib}, and is unpacked. Either may
 * describe itself in {@code plugin.properties} instead of the manifest.
 */
final class PluginArchive {

    private static final long MAX_UNPACKED = 512L * 1024 * 1024;
    private static final int MAX_ENTRIES = 50_000;

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String PROPERTIES = "plugin.properties";
    private static final String EXTENSIONS = "META-INF/extensions.idx";
    private static final String API = "dev/toolgram/api/";
    private static final String CLASSES = "classes/";
    private static final String LIBRARIES = "lib/";

    private final Path file;
    private final boolean isZip;
    private final Path folder;

    /**
     * An archive that nobody changes any more.
     *
     * @param folder where it may be unpacked
     */
    PluginArchive(Path file, Path folder) {
        this.file = file;
        this.isZip = file.toString().endsWith(".zip");
        this.folder = folder;
    }

    /**
     * The content of an archive.
     *
     * @param manifest what it says of itself
     * @param classPath its classes, then its libraries
     */
    record Content(PluginManifest manifest, List<Path> classPath) {}

    /**
     * Reads all of it, and unpacks it if it is a zip.
     *
     * @throws PluginRefusedException with the reason, if it cannot be a plugin
     */
    Content read() throws PluginRefusedException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            check(archive);
            if (!isZip) {
                PluginManifest manifest = PluginManifest.read(attributes(archive, MANIFEST));
                check(List.of(file));
                return new Content(manifest, List.of(file));
            }
            PluginManifest manifest = PluginManifest.read(attributes(archive, CLASSES + MANIFEST));
            List<Path> classPath = unpack(archive);
            check(classPath);
            return new Content(manifest, classPath);
        } catch (IOException e) {
            throw new UnreadableException(
                    "it is not a readable %s (%s): copy it again".formatted(isZip ? "zip" : "jar", e.getMessage()), e);
        }
    }

    /** Thrown when it is damaged, or has not been written to its end. */
    static final class UnreadableException extends PluginRefusedException {
        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Reads every byte once, because damage that is found later is found by a caller. */
    private void check(ZipFile archive) throws IOException, PluginRefusedException {
        if (archive.size() > MAX_ENTRIES) {
            throw new PluginRefusedException("it has more than %d entries".formatted(MAX_ENTRIES));
        }
        long unpacked = 0;
        for (ZipEntry entry : archive.stream().toList()) {
            if (leadsOut(entry.getName())) {
                throw new PluginRefusedException("its entry '%s' leads out of its folder".formatted(entry.getName()));
            }
            CRC32 sum = new CRC32();
            try (InputStream in = new CheckedInputStream(archive.getInputStream(entry), sum)) {
                unpacked += skip(in, MAX_UNPACKED - unpacked);
            }
            if (unpacked >= MAX_UNPACKED) {
                throw new PluginRefusedException("it is larger than %d MB unpacked".formatted(MAX_UNPACKED >> 20));
            }
            if (entry.getCrc() != -1 && entry.getCrc() != sum.getValue()) {
                throw new IOException("its entry '%s' is damaged".formatted(entry.getName()));
            }
        }
    }

    private static boolean leadsOut(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.indexOf('\0') >= 0
                || name.matches("(?s)[A-Za-z]:.*")
                || List.of(name.split("/")).contains("..");
    }

    private static long skip(InputStream in, long limit) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long count = 0;
        for (int read = 0; read >= 0 && count < limit; read = in.read(buffer)) {
            count += read;
        }
        return count;
    }

    private static Attributes attributes(ZipFile archive, String manifest) throws IOException, PluginRefusedException {
        Attributes attributes = new Attributes();
        ZipEntry entry = archive.getEntry(manifest);
        if (entry != null) {
            try (InputStream in = archive.getInputStream(entry)) {
                attributes = new Manifest(in).getMainAttributes();
            }
        }
        ZipEntry properties = archive.getEntry(PROPERTIES);
        if (properties != null) {
            Properties others = new Properties();
            try (InputStream in = archive.getInputStream(properties)) {
                others.load(in);
            } catch (IllegalArgumentException e) {
                throw new PluginRefusedException("its %s cannot be read (%s)".formatted(PROPERTIES, e.getMessage()), e);
            }
            for (String name : others.stringPropertyNames()) {
                // plugin.id is the manifest's Plugin-Id; attributes' names are the same in capitals and small letters.
                if (name.matches("[A-Za-z0-9._-]{1,70}")) {
                    attributes.putIfAbsent(new Attributes.Name(name.replace('.', '-')), others.getProperty(name));
                }
            }
        }
        return attributes;
    }

    private List<Path> unpack(ZipFile archive) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(CLASSES));
        List<Path> classPath = new ArrayList<>(List.of(classes));
        for (ZipEntry entry : archive.stream().toList()) {
            String name = entry.getName();
            boolean library = name.startsWith(LIBRARIES) && name.endsWith(".jar");
            if (entry.isDirectory() || !(library || name.startsWith(CLASSES))) {
                continue;
            }
            Path target = folder.resolve(name);
            Files.createDirectories(target.getParent());
            try (InputStream in = archive.getInputStream(entry);
                    OutputStream out = Files.newOutputStream(target)) {
                in.transferTo(out);
            }
            if (library) {
                classPath.add(target);
            }
        }
        return classPath;
    }

    private void check(List<Path> classPath) throws IOException, PluginRefusedException {
        boolean extensions = false;
        for (Path element : classPath) {
            extensions |= has(element, EXTENSIONS);
            if (has(element, API)) {
                throw new PluginRefusedException(
                        "it bundles the classes of dev.toolgram.api%s: give that dependency the scope 'provided'"
                                .formatted(isZip ? " in " + folder.relativize(element) : ""));
            }
        }
        if (!extensions) {
            throw new PluginRefusedException("it has no META-INF/extensions.idx, so it contributes nothing: annotate"
                    + " the provider with @Extension and let PF4J's annotation processor run");
        }
    }

    private boolean has(Path element, String path) throws IOException {
        if (Files.isDirectory(element)) {
            return Files.exists(element.resolve(path));
        }
        try (JarFile jar = new JarFile(element.toFile())) {
            return jar.stream().anyMatch(entry -> entry.getName().startsWith(path));
        } catch (IOException e) {
            throw element.equals(file)
                    ? e
                    : new IOException("its library '%s' is not a readable jar".formatted(element.getFileName()), e);
        }
    }
}
