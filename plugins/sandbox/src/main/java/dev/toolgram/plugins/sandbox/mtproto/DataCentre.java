package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Telegram data centre on a free port of the loopback interface, or rather all five: to a client that asks for number
 * four, it is number four. Thread-safe.
 */
public final class DataCentre implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataCentre.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BACKLOG = 256;

    private final ServerKey serverKey;
    private final AuthKeys keys;
    private final Faults faults = new Faults();
    private final CallCounts counts = new CallCounts();
    private final Storm storm = new Storm(this::cut);
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sandbox-", 0).factory());
    private final KeyExchange exchange;
    private final MessageProcessor processor;
    private final ServerSocket server;

    /** Begins to listen; calls of the API are answered by the handler. */
    public DataCentre(Codec codec, ServerKey serverKey, AuthKeys keys, RpcHandler handler) {
        this.serverKey = serverKey;
        this.keys = keys;
        exchange = new KeyExchange(codec, serverKey, keys);
        processor = new MessageProcessor(codec, new RpcExecutor(codec, handler, faults, counts, keys), keys);
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox finds no port to listen on", e);
        }
        threads.execute(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> serve(new Connection(socket, exchange, keys, processor, faults)));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("A connection was not accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(Connection connection) {
        connections.add(connection);
        try (connection) {
            if (!server.isClosed()) { // or close() may have looked before this one was there to be seen
                connection.serve();
            }
        } catch (IOException e) {
            LOG.debug("Closing a connection: {}", e.getMessage());
        } finally {
            connections.remove(connection);
        }
    }

    /** The SOCKS5 proxy through which clients come. */
    public InetSocketAddress proxy() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** The key that clients must trust. */
    public RSAPublicKey serverKey() {
        return serverKey.open();
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** The weather. */
    public Storm storm() {
        return storm;
    }

    /** What was called. */
    public CallCounts counts() {
        return counts;
    }

    /** Closes every connection; clients come back. Returns how many there were. */
    public int cut() {
        int closed = 0;
        for (Connection connection : connections) {
            try {
                connection.close();
                closed++;
            } catch (IOException e) {
                LOG.debug("Cutting a connection: {}", e.getMessage());
            }
        }
        return closed;
    }

    /** Stops listening, cuts every connection and ends every thread. */
    @Override
    public void close() {
        storm.end();
        threads.shutdown();
        try {
            server.close();
            cut();
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The sandbox's threads did not end in time");
            }
        } catch (IOException e) {
            LOG.warn("The sandbox's port was not closed: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
