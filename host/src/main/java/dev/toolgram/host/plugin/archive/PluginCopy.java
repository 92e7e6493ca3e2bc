package dev.toolgram.host.plugin.archive;

import dev.toolgram.host.config.SettingsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One content of a plugin file, copied out of the plugins folder: a jar that is overwritten while it is loaded breaks
 * the classes that were not needed so far. A jar holds classes and the manifest. A zip holds them in {@code classes},
 * libraries as jars in {@code lib}, and is unpacked. Either may describe itself in {@code plugin.properties} instead of
 * the manifest.
 *
 * @param file where it came from
 * @param origin who made it
 * @param folder where the copy is
 * @param manifest what it says of itself
 * @param classPath its classes, then its libraries
 * @param settings the file with its settings, as it was when the content was read
 */
public record PluginCopy(
        Path file,
        PluginTrust.Origin origin,
        Path folder,
        PluginManifest manifest,
        List<Path> classPath,
        SettingsFile settings) {

    private static final Logger log = LoggerFactory.getLogger(PluginCopy.class);
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String PROPERTIES = "plugin.properties";
    private static final String EXTENSIONS = "META-INF/extensions.idx";
    private static final List<String> SHARED = List.of("dev/toolgram/api/", "dev/toolgram/tdlib/");
    private static final String CLASSES = "classes/";
    private static final String LIBRARIES = "lib/";

    /** Thrown when it is damaged, or has not been written to its end. */
    public static final class UnreadableException extends PluginRefusedException {
        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Reads all of an archive before any of its code runs.
     *
     * @param source where it was copied from
     * @param folder where the copy is, under the same name
     * @throws PluginRefusedException with the reason, if it cannot be a plugin
     */
    public static PluginCopy read(Path source, PluginTrust.Origin origin, Path folder) throws PluginRefusedException {
        Path file = folder.resolve(source.getFileName());
        Path unpacked = folder.resolve("unpacked");
        boolean isZip = file.toString().endsWith(".zip");
        try (ZipFile archive = new ZipFile(file.toFile())) {
            List<Path> classPath = new ArrayList<>(List.of(isZip ? unpacked.resolve(CLASSES) : file));
            for (ZipEntry entry : archive.stream().toList()) {
                String name = entry.getName();
                Path path = Path.of(name).normalize();
                if (path.isAbsolute() || path.startsWith("..") || name.contains("\\")) {
                    throw new PluginRefusedException("its entry '%s' leads out of its folder".formatted(name));
                }
                boolean library = name.startsWith(LIBRARIES) && name.endsWith(".jar");
                boolean wanted = isZip && !entry.isDirectory() && (library || name.startsWith(CLASSES));
                copy(archive, entry, wanted ? unpacked.resolve(name) : null);
                if (wanted && library) {
                    classPath.add(unpacked.resolve(name));
                }
            }
            PluginManifest manifest = PluginManifest.read(attributes(archive, (isZip ? CLASSES : "") + MANIFEST));
            check(classPath, unpacked);
            return new PluginCopy(source, origin, folder, manifest, classPath, SettingsFile.of(manifest.id(), source));
        } catch (IOException e) {
            throw new UnreadableException(
                    "it is not a readable %s (%s): copy it again".formatted(isZip ? "zip" : "jar", e.getMessage()), e);
        }
    }

    /** Reads an entry whether it is unpacked or not, because damage that is found later is found by a caller. */
    private static void copy(ZipFile archive, ZipEntry entry, @Nullable Path target) throws IOException {
        if (target != null) {
            Files.createDirectories(target.getParent());
        }
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(archive.getInputStream(entry), sum);
                OutputStream out = target == null ? OutputStream.nullOutputStream() : Files.newOutputStream(target)) {
            in.transferTo(out);
        }
        if (entry.getCrc() != sum.getValue()) {
            throw new IOException("its entry '%s' is damaged".formatted(entry.getName()));
        }
    }

    private static Attributes attributes(ZipFile archive, String manifest) throws IOException, PluginRefusedException {
        Attributes attributes = new Attributes();
        ZipEntry entry = archive.getEntry(manifest);
        if (entry != null) {
            try (InputStream in = archive.getInputStream(entry)) {
                attributes = new Manifest(in).getMainAttributes();
            } catch (IOException e) { // its bytes are intact
                throw new PluginRefusedException("its %s cannot be read (%s)".formatted(manifest, e.getMessage()), e);
            }
        }
        ZipEntry properties = archive.getEntry(PROPERTIES);
        if (entry == null && properties == null) {
            throw new PluginRefusedException("it has no %s, which names the plugin".formatted(manifest));
        }
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

    private static void check(List<Path> classPath, Path folder) throws IOException, PluginRefusedException {
        boolean extensions = false;
        for (Path element : classPath) {
            extensions |= has(element, EXTENSIONS);
            for (String shared : SHARED) {
                if (has(element, shared)) {
                    throw new PluginRefusedException(
                            "it bundles the classes of %s%s: give that dependency the scope 'provided'"
                                    .formatted(
                                            shared.substring(0, shared.length() - 1)
                                                    .replace('/', '.'),
                                            element.startsWith(folder) ? " in " + folder.relativize(element) : ""));
                }
            }
        }
        if (!extensions) {
            throw new PluginRefusedException("it has no META-INF/extensions.idx, so it contributes nothing: annotate"
                    + " the provider with @Extension and let PF4J's annotation processor run");
        }
    }

    private static boolean has(Path element, String path) throws IOException {
        if (!element.toString().endsWith(".jar")) {
            return Files.exists(element.resolve(path));
        }
        try (JarFile jar = new JarFile(element.toFile())) {
            return jar.stream().anyMatch(entry -> entry.getName().startsWith(path));
        } catch (IOException e) {
            throw new IOException("its library '%s' is not a readable jar".formatted(element.getFileName()), e);
        }
    }

    /** Whether it would be loaded as the other one is: the file was only touched. */
    public boolean isSameAs(PluginCopy other) {
        return sha256().equals(other.sha256()) && settings.equals(other.settings);
    }

    /** The hash of its bytes. */
    public String sha256() {
        return origin.sha256();
    }

    public String id() {
        return manifest.id();
    }

    public String fileName() {
        return file.getFileName().toString();
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
