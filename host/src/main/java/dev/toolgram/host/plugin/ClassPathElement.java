package dev.toolgram.host.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar or a folder with a plugin's classes. Its jar is its own: the JDK would share one between all who read the same
 * file, and two generations do when a plugin is loaded anew; the one that ends would close it to the other. Thread-safe.
 */
final class ClassPathElement implements Closeable {

    private final Path path;
    private final URL url;
    private @Nullable JarFile jar;
    private boolean closed;

    ClassPathElement(Path path) {
        this.path = path;
        this.url = url(path);
    }

    static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    URL url() {
        return url;
    }

    /** The bytes of a file in it; {@code null} where there is none, and after it was closed. */
    byte @Nullable [] read(String name) throws IOException {
        if (Files.isDirectory(path)) {
            Path file = path.resolve(name);
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        }
        JarFile open = open();
        try {
            ZipEntry entry = open == null ? null : open.getEntry(name);
            if (open == null || entry == null) {
                return null;
            }
            try (InputStream in = open.getInputStream(entry)) {
                return in.readAllBytes();
            }
        } catch (IllegalStateException e) {
            throw new IOException(path + " is closed", e); // meanwhile
        }
    }

    /** What its manifest says; empty where it has none. */
    Manifest manifest() throws IOException {
        JarFile open = Files.isDirectory(path) ? null : open();
        Manifest manifest = open == null ? null : open.getManifest();
        return manifest == null ? new Manifest() : manifest;
    }

    private synchronized @Nullable JarFile open() throws IOException {
        if (jar == null && !closed) {
            jar = new JarFile(path.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion());
        }
        return jar;
    }

    /** Nothing more can be read. Closing twice is allowed. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (jar != null) {
            jar.close();
            jar = null;
        }
    }
}
