package dev.toolgram.host.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Reads and writes the settings table of TDLib's {@code td.binlog}, which contains the session. The file is a sequence of
 * events, each {@code size:int id:long type:int flags:int extra:long data crc32:int}, little endian. An event replaces
 * earlier ones with the same id. The first event contains the encryption parameters of the others.
 */
final class TdBinlog {

    private static final int OVERHEAD = 32;
    private static final int MAX_SIZE = 1 << 24;
    private static final int SETTING = 0x4327;
    private static final int ENCRYPTION = -3;

    private TdBinlog() {}

    /** Returns an encrypted file with these settings. */
    static byte[] write(Map<String, byte[]> settings, byte[] databaseKey) {
        byte[] encryption = BinlogCipher.event(databaseKey);
        byte[] first = event(0, ENCRYPTION, encryption);
        byte[] others = write(settings);
        byte[] file = Arrays.copyOf(first, first.length + others.length);
        System.arraycopy(others, 0, file, first.length, others.length);
        return BinlogCipher.apply(file, first.length, encryption, databaseKey);
    }

    /** Returns an unencrypted file with these settings. */
    static byte[] write(Map<String, byte[]> settings) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        long id = 0;
        for (Map.Entry<String, byte[]> setting : settings.entrySet()) {
            byte[] name = setting.getKey().getBytes(StandardCharsets.UTF_8);
            file.writeBytes(event(++id, SETTING, Tl.write(new byte[0], name, setting.getValue())));
        }
        return file.toByteArray();
    }

    private static byte[] event(long id, int type, byte[] data) {
        byte[] event = new byte[data.length + OVERHEAD];
        ByteBuffer out = Tl.buffer(event)
                .putInt(event.length)
                .putLong(id)
                .putInt(type)
                .putInt(0)
                .putLong(0)
                .put(data);
        out.putInt(checksum(event, 0, event.length));
        return event;
    }

    /**
     * Returns the settings in a file. Accepts a truncated last event, from a write when the process ended. Any other
     * irregularity is damage, after which TDLib discards the rest or aborts.
     *
     * @param databaseKey the encryption key of the database
     * @throws IllegalArgumentException if it is damaged or encrypted with a different key
     */
    static Map<String, byte[]> read(byte[] file, byte[] databaseKey) {
        Map<Long, byte[]> settings = new TreeMap<>();
        byte[] bytes = file;
        int position = 0;
        while (bytes.length - position >= Integer.BYTES) {
            ByteBuffer in = Tl.buffer(bytes).position(position);
            int size = in.getInt();
            if (size < OVERHEAD || size % 4 != 0 || size > MAX_SIZE) {
                throw damaged();
            }
            if (size > bytes.length - position) {
                break;
            }
            long id = in.getLong();
            int type = in.getInt();
            byte[] data = new byte[size - OVERHEAD];
            in.position(position + OVERHEAD - Integer.BYTES).get(data);
            if (in.getInt() != checksum(bytes, position, size)) {
                throw damaged();
            }
            position += size;
            switch (type) {
                case ENCRYPTION -> bytes = BinlogCipher.apply(bytes, position, data, databaseKey);
                case SETTING -> settings.put(id, data);
                default -> settings.remove(id); // deleted, or replaced by another type of event
            }
        }
        return settings(settings.values());
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("the database of TDLib is damaged");
    }

    private static Map<String, byte[]> settings(Iterable<byte[]> events) {
        Map<String, byte[]> settings = new LinkedHashMap<>();
        for (byte[] event : events) {
            ByteBuffer data = Tl.buffer(event);
            String name = new String(Tl.get(data), StandardCharsets.UTF_8);
            settings.put(name, Tl.get(data));
        }
        return settings;
    }

    private static int checksum(byte[] bytes, int position, int size) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, position, size - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
