package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.TlException;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection, served by one virtual thread until either side hangs up. */
final class Connection implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int SHORTEST_MESSAGE = 20;
    private static final int UNKNOWN_KEY = -404;

    private final Socket socket;
    private final KeyExchange exchange;
    private final AuthKeys keys;
    private final MessageProcessor processor;
    private final Faults faults;
    private final MessageIds ids = new MessageIds();
    private volatile boolean blackholed;

    Connection(Socket socket, KeyExchange exchange, AuthKeys keys, MessageProcessor processor, Faults faults) {
        this.socket = socket;
        this.exchange = exchange;
        this.keys = keys;
        this.processor = processor;
        this.faults = faults;
    }

    void serve() {
        try (socket) {
            FrameChannel channel = new FrameChannel(socket, () -> blackholed);
            while (!faults.cutsThisFrame()) {
                FrameChannel.Frame frame = channel.read();
                if (faults.awaitUnfreeze()) {
                    return;
                }
                if (!blackholed) {
                    receive(channel, frame);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (EOFException | SocketException e) {
            LOG.debug("A connection ended: {}", e.getMessage());
        } catch (ProtocolException | TlException e) {
            LOG.warn("A client broke the protocol: {}", e.getMessage());
        } catch (IOException e) {
            LOG.debug("A connection failed", e);
        } catch (RuntimeException e) {
            LOG.error("A connection is closed after a defect", e);
        }
    }

    private void receive(FrameChannel channel, FrameChannel.Frame frame) throws IOException {
        byte[] payload = frame.payload();
        if (payload.length < SHORTEST_MESSAGE) {
            return;
        }
        long keyId = Bytes.longAt(payload, 0);
        if (keyId == 0) {
            TlReader in = new TlReader(Bytes.slice(payload, 16, payload.length - 16));
            byte[] answer = exchange.answer(in.readRaw(in.readInt()));
            channel.write(new TlWriter()
                    .writeLong(0)
                    .writeLong(ids.answer())
                    .writeInt(answer.length)
                    .writeRaw(answer)
                    .toBytes());
            return;
        }
        AuthKey key = keys.find(keyId);
        if (key == null) {
            channel.write(new TlWriter().writeInt(UNKNOWN_KEY).toBytes());
            return;
        }
        EncryptedMessage.Opened opened = EncryptedMessage.open(key, payload);
        if (frame.quickAck()) {
            channel.writeRaw(new TlWriter().writeInt(opened.quickAckToken()).toBytes());
        }
        EncryptedMessage message = opened.message();
        processor.receive(channel, keys.session(key, message.sessionId()), message);
    }

    /** Silently drops all further data in both directions. */
    void blackhole() {
        blackholed = true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
