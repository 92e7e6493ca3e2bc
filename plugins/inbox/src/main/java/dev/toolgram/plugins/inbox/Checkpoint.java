package dev.toolgram.plugins.inbox;

import dev.toolgram.api.ToolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a caller: the beginning of its window, and the last message of each chat that it got any of. The
 * caller holds it, so it survives everything. It names chats by a hash: a key that may not read a chat of a folder learns
 * nothing of it.
 *
 * @param since the beginning of the window
 * @param last the id of the last message by the hash of the chat
 */
record Checkpoint(Instant since, Map<Long, Long> last) {

    private static final byte VERSION = 1;

    /** The bytes of a hash. */
    private static final int HASH = 5;

    private static final int ENTRY = HASH + Integer.BYTES;
    private static final int HEAD = 1 + Integer.BYTES;

    /** Nothing read yet. */
    static Checkpoint at(Instant since) {
        return new Checkpoint(since, Map.of());
    }

    /**
     * Reads a checkpoint.
     *
     * @throws ToolException {@code INVALID_INPUT} on the field {@code checkpoint}
     */
    static Checkpoint parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.strip()));
            if (bytes.get() != VERSION || (bytes.limit() - HEAD) % ENTRY != 0) {
                throw new IllegalArgumentException(text);
            }
            Instant since = Instant.ofEpochSecond(bytes.getInt());
            Map<Long, Long> last = new HashMap<>();
            while (bytes.hasRemaining()) {
                byte[] hash = new byte[HASH];
                bytes.get(hash);
                last.put(number(hash), (long) bytes.getInt());
            }
            return new Checkpoint(since, last);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw ToolException.invalidInput(
                    "checkpoint",
                    "Not a checkpoint: pass the one of the previous result, or leave it out and start again");
        }
    }

    /** The id of the last message that the caller got of a chat; {@code null} if it got none. */
    @Nullable
    Long last(long chatId) {
        return last.get(hash(chatId));
    }

    /** After another message of a chat. */
    Checkpoint with(long chatId, long messageId) {
        Map<Long, Long> next = new HashMap<>(last);
        next.put(hash(chatId), messageId);
        return new Checkpoint(since, next);
    }

    private static long hash(long chatId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Long.toString(chatId).getBytes(StandardCharsets.US_ASCII));
            return number(Arrays.copyOf(digest, HASH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static long number(byte[] hash) {
        return ByteBuffer.allocate(Long.BYTES)
                .position(Long.BYTES - HASH)
                .put(hash)
                .flip()
                .getLong();
    }

    /** For the caller. */
    @Override
    public String toString() {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEAD + last.size() * ENTRY).put(VERSION).putInt((int) since.getEpochSecond());
        last.forEach((hash, id) -> bytes.put(Arrays.copyOfRange(
                        ByteBuffer.allocate(Long.BYTES).putLong(hash).array(), Long.BYTES - HASH, Long.BYTES))
                .putInt(id.intValue()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
