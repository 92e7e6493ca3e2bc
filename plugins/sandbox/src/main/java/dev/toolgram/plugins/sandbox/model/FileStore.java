package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Files: parts while they arrive, and what they became. What is uploaded is on disk. Thread-safe. */
public final class FileStore {
    private final Map<Long, TreeMap<Integer, Content>> uploads = new ConcurrentHashMap<>();
    private final Map<Long, Content> contents = new ConcurrentHashMap<>();
    private final Map<Long, TlObject> descriptions = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(700_000_000L);
    private volatile Spool spool = new Spool(null);

    /** Stores uploads in this folder; to be called before the first. */
    public void storeIn(Path folder) {
        spool = new Spool(folder);
    }

    /** Keeps a part of an upload. */
    public void keepPart(long upload, int part, byte[] bytes) {
        TreeMap<Integer, Content> parts = uploads.computeIfAbsent(upload, key -> new TreeMap<>());
        Content stored = spool.append(bytes);
        synchronized (parts) {
            parts.put(part, stored);
        }
    }

    /** Puts an upload together; {@code null} when parts are missing. It stays, for a client that asks twice. */
    public @Nullable Content assemble(long upload, int count) {
        TreeMap<Integer, Content> parts = uploads.get(upload);
        if (parts == null) {
            return null;
        }
        synchronized (parts) {
            if (parts.size() != count || parts.lastKey() != count - 1) {
                return null;
            }
            return Content.of(List.copyOf(parts.values()));
        }
    }

    /** An id for a new file. */
    public long nextId() {
        return lastId.incrementAndGet();
    }

    /** Keeps a file: a {@code photo} or {@code document}, and its bytes. */
    public void keep(TlObject description, Content content) {
        long id = description.longField("id");
        descriptions.put(id, description);
        contents.put(id, content);
    }

    /** The {@code photo} or {@code document}. */
    public @Nullable TlObject description(long id) {
        return descriptions.get(id);
    }

    /** The bytes. */
    public @Nullable Content content(long id) {
        return contents.get(id);
    }

    /** Deletes what was uploaded. */
    public void close() {
        spool.close();
    }
}
