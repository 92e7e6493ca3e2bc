package dev.toolgram.host.plugin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds symbolic links in a zip (PKWARE's APPNOTE, sections 4.3.12 and 4.3.16). They would be unpacked as files with the
 * name of their target in them, and Java's own zip classes do not tell.
 */
final class ZipLinks {

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int UNIX = 3;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;

    private ZipLinks() {}

    /** The name of a link in it. */
    static Optional<String> firstIn(Path zip) throws IOException {
        ByteBuffer directory = directory(zip);
        while (directory.remaining() >= ENTRY_LENGTH && directory.getInt(directory.position()) == ENTRY) {
            int at = directory.position();
            int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
            int length = ENTRY_LENGTH
                    + nameLength
                    + Short.toUnsignedInt(directory.getShort(at + 30))
                    + Short.toUnsignedInt(directory.getShort(at + 32));
            boolean unix = directory.get(at + 5) == UNIX;
            int mode = directory.getInt(at + 38) >>> 16;
            if (unix && (mode & TYPE) == LINK) {
                byte[] name = new byte[nameLength];
                directory.get(at + ENTRY_LENGTH, name);
                return Optional.of(new String(name, StandardCharsets.UTF_8));
            }
            directory.position(Math.min(at + length, directory.limit()));
        }
        return Optional.empty();
    }

    private static ByteBuffer directory(Path zip) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "r")) {
            int tailLength = (int) Math.min(file.length(), END_LENGTH + MAX_COMMENT);
            ByteBuffer tail = read(file, file.length() - tailLength, tailLength);
            int end = tailLength - END_LENGTH;
            while (end >= 0 && tail.getInt(end) != END) {
                end--;
            }
            if (end < 0) {
                throw new IOException("it has no directory");
            }
            long length = Integer.toUnsignedLong(tail.getInt(end + 12));
            long start = Integer.toUnsignedLong(tail.getInt(end + 16));
            if (start + length > file.length()) {
                throw new IOException("its directory is not where it should be");
            }
            return read(file, start, (int) length);
        }
    }

    private static ByteBuffer read(RandomAccessFile file, long start, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(start);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
