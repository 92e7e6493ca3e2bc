package dev.toolgram.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;

/** A TCP forwarder to a Telegram. While it is shut, it closes all existing and new connections. */
@NullMarked
final class TcpForwarder implements AutoCloseable {

    private final int target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> inside = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    /** @param target a port of this machine */
    TcpForwarder(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void open() {
        open = true;
    }

    void shut() throws IOException {
        open = false;
        for (Socket socket : inside) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (open) {
                    connect(socket, new Socket(InetAddress.getLoopbackAddress(), target));
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                // the next one, if any
            }
        }
    }

    private void connect(Socket caller, Socket called) {
        inside.add(caller);
        inside.add(called);
        pass(caller, called);
        pass(called, caller);
    }

    private void pass(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // the other direction ended, or the gate was shut
            } finally {
                inside.remove(from);
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
        shut();
    }
}
