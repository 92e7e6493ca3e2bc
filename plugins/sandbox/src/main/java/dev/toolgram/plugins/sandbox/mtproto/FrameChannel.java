package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A connection as a stream of frames. One thread reads; any may write. */
final class FrameChannel implements Closeable {
    private static final int MAX_LENGTH = 1 << 24;

    private final Socket socket;
    private final BooleanSupplier blackholed;
    private final DataInputStream in;
    private final OutputStream out;
    private final Obfuscation obfuscation;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Greets, and reads the header of the obfuscation.
     *
     * @param blackholed whether what is written gets lost
     */
    FrameChannel(Socket socket, BooleanSupplier blackholed) throws IOException {
        this.socket = socket;
        this.blackholed = blackholed;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = socket.getOutputStream();
        Socks5.greet(in, out);
        obfuscation = new Obfuscation(readFully(Obfuscation.HEADER));
    }

    /** A frame, and whether its sender requests an immediate acknowledgment. */
    static final class Frame {
        private final byte[] payload;
        private final boolean quickAck;

        Frame(byte[] payload, boolean quickAck) {
            this.payload = payload;
            this.quickAck = quickAck;
        }

        byte[] payload() {
            return payload;
        }

        boolean quickAck() {
            return quickAck;
        }
    }

    Frame read() throws IOException {
        int header = Bytes.intAt(obfuscation.decrypt(readFully(4)), 0);
        int length = header & Integer.MAX_VALUE;
        if (length > MAX_LENGTH) {
            throw new ProtocolException("A frame of %d bytes".formatted(length));
        }
        return new Frame(obfuscation.decrypt(readFully(length)), header < 0);
    }

    void write(byte[] payload) throws IOException {
        byte[] padding =
                new byte[obfuscation.padded() ? ThreadLocalRandom.current().nextInt(16) : 0];
        ThreadLocalRandom.current().nextBytes(padding);
        writeRaw(new TlWriter()
                .writeInt(payload.length + padding.length)
                .writeRaw(payload)
                .writeRaw(padding)
                .toBytes());
    }

    /** Without a length before it, as a quick acknowledgement goes. */
    void writeRaw(byte[] bytes) throws IOException {
        if (blackholed.getAsBoolean()) {
            return;
        }
        writing.lock();
        try {
            out.write(obfuscation.encrypt(bytes));
        } finally {
            writing.unlock();
        }
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The client hung up");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
