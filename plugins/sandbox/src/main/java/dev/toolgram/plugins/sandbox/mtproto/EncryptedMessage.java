package dev.toolgram.plugins.sandbox.mtproto;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.concat;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha256;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.slice;

import dev.toolgram.plugins.sandbox.tl.TlReader;
import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** A message of a session, as it is inside the encryption (MTProto 2.0). */
final class EncryptedMessage {
    private static final int MESSAGE_KEY = 16;
    private static final int ENVELOPE = 8 + MESSAGE_KEY;
    private static final int LEAST_PADDING = 12;

    private final long salt;
    private final long sessionId;
    private final long id;
    private final int sequence;
    private final byte[] body;

    EncryptedMessage(long salt, long sessionId, long id, int sequence, byte[] body) {
        this.salt = salt;
        this.sessionId = sessionId;
        this.id = id;
        this.sequence = sequence;
        this.body = body;
    }

    long salt() {
        return salt;
    }

    long sessionId() {
        return sessionId;
    }

    long id() {
        return id;
    }

    int sequence() {
        return sequence;
    }

    byte[] body() {
        return body;
    }

    /** A frame from a client, opened, and the token that acknowledges it quickly. */
    record Opened(EncryptedMessage message, int quickAckToken) {}

    static Opened open(AuthKey key, byte[] frame) {
        byte[] messageKey = slice(frame, 8, MESSAGE_KEY);
        int length = frame.length - ENVELOPE & -16; // the transport may have padded
        byte[] plain = AesKey.ofMessage(key.value(), messageKey, AesKey.Direction.TO_SERVER)
                .decrypt(slice(frame, ENVELOPE, length));
        byte[] hash = sha256(slice(key.value(), 88, 32), plain);
        if (!Arrays.equals(slice(hash, 8, MESSAGE_KEY), messageKey)) {
            throw new ProtocolException("The key of a message does not fit it");
        }
        TlReader in = new TlReader(plain);
        EncryptedMessage message = new EncryptedMessage(
                in.readLong(), in.readLong(), in.readLong(), in.readInt(), in.readRaw(in.readInt()));
        return new Opened(message, Bytes.intAt(hash, 0) | 0x80000000);
    }

    byte[] seal(AuthKey key) {
        byte[] head = new TlWriter()
                .writeLong(salt)
                .writeLong(sessionId)
                .writeLong(id)
                .writeInt(sequence)
                .writeInt(body.length)
                .writeRaw(body)
                .toBytes();
        byte[] padding = new byte[LEAST_PADDING + (-(head.length + LEAST_PADDING) & 15)];
        ThreadLocalRandom.current().nextBytes(padding);
        byte[] plain = concat(head, padding);
        byte[] messageKey = slice(sha256(slice(key.value(), 96, 32), plain), 8, MESSAGE_KEY);
        byte[] encrypted = AesKey.ofMessage(key.value(), messageKey, AesKey.Direction.TO_CLIENT)
                .encrypt(plain);
        return new TlWriter()
                .writeLong(key.id())
                .writeRaw(messageKey)
                .writeRaw(encrypted)
                .toBytes();
    }
}
