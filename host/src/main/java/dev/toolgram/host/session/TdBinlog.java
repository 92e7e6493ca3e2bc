package dev.toolgram.host.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * TDLib's {@code td.binlog}, as far as its table of settings goes: it holds who is signed in. The file is a row of
 * events, each {@code size:int id:long type:int flags:int extra:long data crc32:int}, little endian. An event replaces
 * an earlier one with its id. TDLib takes a plain file and rewrites it encrypted with the database's key.
 */
final class TdBinlog {

    private static final int OVERHEAD = 32;
    private static final int SETTING = 0x4327;
    private static final int ERASED = -2;
    private static final int ENCRYPTION = -3;

    private TdBinlog() {}

    private record Event(int type, byte[] data) {}

    /** A plain file with these settings. */
    static byte[] write(Map<String, byte[]> settings) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        long id = 0;
        for (Map.Entry<String, byte[]> setting : settings.entrySet()) {
            byte[] name = setting.getKey().getBytes(StandardCharsets.UTF_8);
            ByteBuffer data = Tl.buffer(new byte[Tl.size(name) + Tl.size(setting.getValue())]);
            Tl.put(data, name);
            Tl.put(data, setting.getValue());
            file.writeBytes(event(++id, data.array()));
        }
        return file.toByteArray();
    }

    private static byte[] event(long id, byte[] data) {
        int size = data.length + OVERHEAD;
        ByteBuffer event = Tl.buffer(new byte[size])
                .putInt(size)
                .putLong(id)
                .putInt(SETTING)
                .putInt(0)
                .putLong(0)
                .put(data);
        return event.putInt(checksum(event.array(), 0, size)).array();
    }

    /**
     * The settings in a file.
     *
     * @param databaseKey what the database is encrypted with
     * @throws IllegalArgumentException if it is damaged, or encrypted with another key
     */
    static Map<String, byte[]> read(byte[] file, byte[] databaseKey) {
        Map<Long, Event> events = new TreeMap<>();
        byte[] bytes = file;
        int position = 0;
        while (bytes.length - position >= OVERHEAD) {
            ByteBuffer in = Tl.buffer(bytes).position(position);
            int size = in.getInt();
            if (size < OVERHEAD || size % 4 != 0 || size > bytes.length - position) {
                break; // what was being written when the process ended, as TDLib takes it, too
            }
            long id = in.getLong();
            int type = in.getInt();
            byte[] data = new byte[size - OVERHEAD];
            in.position(position + OVERHEAD - Integer.BYTES).get(data);
            if (in.getInt() != checksum(bytes, position, size)) {
                throw new IllegalArgumentException("the database of TDLib is damaged");
            }
            position += size;
            switch (type) {
                case ENCRYPTION -> bytes = BinlogCipher.decrypt(bytes, position, data, databaseKey);
                case ERASED -> events.remove(id);
                default -> events.put(id, new Event(type, data));
            }
        }
        return settings(events.values());
    }

    private static Map<String, byte[]> settings(Iterable<Event> events) {
        Map<String, byte[]> settings = new LinkedHashMap<>();
        for (Event event : events) {
            if (event.type() == SETTING) {
                ByteBuffer data = Tl.buffer(event.data());
                String name = new String(Tl.get(data), StandardCharsets.UTF_8);
                settings.put(name, Tl.get(data));
            }
        }
        return settings;
    }

    private static int checksum(byte[] bytes, int position, int size) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, position, size - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
