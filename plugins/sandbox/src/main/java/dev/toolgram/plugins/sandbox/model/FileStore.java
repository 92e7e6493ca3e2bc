package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Files: parts while they arrive, and what they became. Thread-safe. */
public final class FileStore {
    private final Map<Long, TreeMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final Map<Long, byte[]> contents = new ConcurrentHashMap<>();
    private final Map<Long, TlObject> descriptions = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(700_000_000L);

    /** Keeps a part of an upload. */
    public void keepPart(long upload, int part, byte[] bytes) {
        TreeMap<Integer, byte[]> parts = uploads.computeIfAbsent(upload, key -> new TreeMap<>());
        synchronized (parts) {
            parts.put(part, bytes);
        }
    }

    /** Puts an upload together; {@code null} when parts are missing. It stays, for a client that asks twice. */
    public byte @Nullable [] assemble(long upload, int count) {
        TreeMap<Integer, byte[]> parts = uploads.get(upload);
        if (parts == null) {
            return null;
        }
        synchronized (parts) {
            if (parts.size() != count || parts.lastKey() != count - 1) {
                return null;
            }
            byte[] whole = new byte
                    [parts.values().stream().mapToInt(part -> part.length).sum()];
            int at = 0;
            for (byte[] part : parts.values()) {
                System.arraycopy(part, 0, whole, at, part.length);
                at += part.length;
            }
            return whole;
        }
    }

    /** An id for a new file. */
    public long nextId() {
        return lastId.incrementAndGet();
    }

    /** Keeps a file: a {@code photo} or {@code document}, and its bytes. */
    public void keep(TlObject description, byte[] content) {
        long id = description.longField("id");
        descriptions.put(id, description);
        contents.put(id, content);
    }

    /** The {@code photo} or {@code document}. */
    public @Nullable TlObject description(long id) {
        return descriptions.get(id);
    }

    /** The bytes. */
    public byte @Nullable [] content(long id) {
        return contents.get(id);
    }
}
