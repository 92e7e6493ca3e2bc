package dev.toolgram.plugins.sandbox.mtproto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening port on the loopback interface, and its connections. It can be closed and reopened. Thread-safe. */
final class ConnectionAcceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionAcceptor.class);
    private static final int BACKLOG = 256;

    private final Executor threads;
    private final Function<Socket, Connection> greeter;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;
    private volatile CompletableFuture<Void> accepting = CompletableFuture.completedFuture(null);

    /** Begins to listen; port 0 is a free one. */
    ConnectionAcceptor(int port, Executor threads, Function<Socket, Connection> greeter) {
        this.threads = threads;
        this.greeter = greeter;
        try {
            server = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    port == 0
                            ? "The sandbox finds no port to listen on"
                            : "The sandbox cannot listen on port %d, where its clients look for it".formatted(port),
                    e);
        }
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        accepting = CompletableFuture.runAsync(() -> accept(socket), threads);
        return socket;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> serve(from, greeter.apply(socket)));
            } catch (IOException e) {
                if (!from.isClosed()) {
                    LOG.warn("A connection was not accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(ServerSocket from, Connection connection) {
        connections.add(connection);
        try (connection) {
            if (!from.isClosed()) { // or close() may have looked before this one was there to be seen
                connection.serve();
            }
        } catch (IOException e) {
            LOG.debug("Closing a connection: {}", e.getMessage());
        } finally {
            connections.remove(connection);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Closes every connection; clients come back. Returns how many there were. */
    int cut() {
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

    /** Lets every connection go dead without closing it; new ones work. Returns how many there were. */
    int blackhole() {
        List<Connection> current = List.copyOf(connections);
        current.forEach(Connection::blackhole);
        return current.size();
    }

    /** Stops to listen, and cuts every connection. Afterwards the port is free. */
    void close() {
        try {
            server.close();
            // a thread that is just accepting keeps the closed socket, and with it the port, until it is done
            accepting.handle((_, _) -> true).join();
        } catch (IOException e) {
            LOG.warn("The sandbox's port was not closed: {}", e.getMessage());
        }
        int _ = cut();
    }

    /** Listens again where it did before it was closed. */
    void reopen() throws IOException {
        server = listen(server.getLocalPort());
    }
}
