package dev.toolgram.plugins.sandbox.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file for what is too large for memory. It is deleted when it is opened, so nothing is left of it even after
 * the process was killed. Thread-safe.
 */
final class Spool {
    private final @Nullable Path folder;
    private @Nullable FileChannel file;
    private long end;

    /** @param folder {@code null} for the system's folder for temporary files */
    Spool(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Appends bytes; they stay where they are. */
    synchronized Content append(byte[] bytes) {
        try {
            FileChannel open = file == null ? open() : file;
            file = open;
            long start = end;
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                end += open.write(left, end);
            }
            return new Region(open, start, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot store an uploaded file", e);
        }
    }

    private FileChannel open() throws IOException {
        Path path = folder == null
                ? Files.createTempFile("toolgram-sandbox", ".spool")
                : Files.createTempFile(folder, "uploads", ".spool");
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    synchronized void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Region(FileChannel file, long start, long size) implements Content {
        @Override
        public byte[] read(long from, int length) {
            byte[] bytes = new byte[(int) Math.min(length, size - from)];
            ByteBuffer to = ByteBuffer.wrap(bytes);
            try {
                while (to.hasRemaining()) {
                    if (file.read(to, start + from + to.position()) < 0) {
                        throw new IOException("the spool has become shorter");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The sandbox cannot read an uploaded file", e);
            }
            return bytes;
        }
    }
}
