package dev.toolgram.host;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.NullMarked;

/** A web server on this machine with files to send. */
@NullMarked
public final class WebFiles implements AutoCloseable {

    private final HttpServer server;

    public WebFiles() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
    }

    /** Serves a file and returns its address. */
    public String serve(String name, String contentType, byte[] content) {
        server.createContext("/" + name, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
