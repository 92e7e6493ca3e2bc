package dev.toolgram.plugins.sandbox.state;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A file of entries, one behind the other. What was appended is there after the process has been killed at any moment;
 * an entry that it was killed over is not. One process at a time. Thread-safe.
 */
final class Journal implements AutoCloseable {
    private static final byte[] HEAD = "toolgram sandbox 1\n".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final FileChannel file;

    private Journal(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @throws IllegalStateException if it is in use, or of another version
     */
    static Journal open(Path path) {
        try {
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal journal = new Journal(path, file);
            try {
                journal.begin();
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot keep its memory in " + path, e);
        }
    }

    private void begin() throws IOException {
        if (!locked()) {
            throw new IllegalStateException("The memory of the sandbox is in use by another one: " + path);
        }
        if (file.size() < HEAD.length) {
            file.truncate(0);
            write(ByteBuffer.wrap(HEAD));
        } else if (!Arrays.equals(reader(0).readNBytes(HEAD.length), HEAD)) {
            throw new IllegalStateException(
                    "This is not the memory of a sandbox of this version; move it away: " + path);
        }
    }

    private boolean locked() throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // by this very process
        }
    }

    /** Reads every entry, oldest first. To be called once, before the first is appended. */
    void replay(Consumer<byte[]> reader) {
        try {
            long end = HEAD.length;
            long size = file.size();
            DataInputStream in = reader(end);
            while (size - end >= Integer.BYTES) {
                int length = in.readInt();
                if (size - end - Integer.BYTES < length) {
                    break;
                }
                reader.accept(in.readNBytes(length));
                end += Integer.BYTES + length;
            }
            file.truncate(end).position(end);
        } catch (IOException e) {
            throw new UncheckedIOException("The memory of the sandbox cannot be read: " + path, e);
        }
    }

    synchronized void append(byte[] entry) {
        try {
            write(ByteBuffer.allocate(Integer.BYTES + entry.length)
                    .putInt(entry.length)
                    .put(entry)
                    .flip());
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot keep its memory in " + path, e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int _ = file.write(bytes);
        }
    }

    private DataInputStream reader(long position) throws IOException {
        return new DataInputStream(new BufferedInputStream(Channels.newInputStream(file.position(position))));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The memory of the sandbox was not closed: " + path, e);
        }
    }
}
