package dev.toolgram.host.session;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Folders and files that only the owner can read, regardless of the umask. */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Creates a folder and its parents if missing. */
    public static Path folder(Path path) throws IOException {
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(FOLDER);
        try {
            return Files.createDirectories(path, mode);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(path + " is not a folder", e);
        }
    }

    /** Writes a file atomically. */
    public static void write(Path path, byte[] content) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(FILE));
            Files.write(fresh, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Removes all permissions of other users from a folder. */
    static void close(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                if (isFolder || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.setPosixFilePermissions(path, isFolder ? FOLDER : FILE);
                }
            }
        }
    }

    /** Deletes a file or folder recursively if it exists. */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
