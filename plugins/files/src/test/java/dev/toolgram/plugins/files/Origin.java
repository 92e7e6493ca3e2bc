package dev.toolgram.plugins.files;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A real HTTP server on loopback with well-behaved and misbehaving handlers. */
final class Origin implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    interface Behavior {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static final byte[] CHUNK = new byte[8192];

    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch dripping = new CountDownLatch(1);
    private final CountDownLatch cut = new CountDownLatch(1);

    private Origin(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.setExecutor(threads);
        server.start();
    }

    static Origin https() throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.server()));
        return new Origin("https", server);
    }

    static Origin http() throws IOException {
        return new Origin("http", HttpServer.create(loopback(), 0));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String host, String path) {
        return scheme + "://" + host + ":" + port() + path;
    }

    String url(String path) {
        return url("files.example", path);
    }

    /** The received requests: path, Accept-Encoding, Cookie, Authorization and Host. */
    List<String> requests() {
        return requests;
    }

    Origin on(String path, Behavior behavior) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            try (exchange) {
                behavior.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    Origin file(String path, String contentType, byte[] bytes) {
        return on(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    Origin redirect(String path, int status, String location) {
        return on(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(status, -1);
        });
    }

    /** Sends one byte at a time without end, each within the socket timeout. */
    Origin slowDrip(String path) {
        return on(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                do {
                    exchange.getResponseBody().write('.');
                    exchange.getResponseBody().flush();
                    dripping.countDown();
                } while (!closing.await(5, TimeUnit.MILLISECONDS));
            } catch (IOException e) {
                cut.countDown();
                throw e;
            }
        });
    }

    /** Sends an endless body at full speed. */
    Origin endless(String path, int status) {
        return on(path, exchange -> {
            exchange.getResponseHeaders().set("Location", "/endless-target");
            exchange.sendResponseHeaders(status, 0);
            OutputStream body = exchange.getResponseBody();
            while (closing.getCount() > 0) {
                body.write(CHUNK);
            }
        });
    }

    /** Sends less than the declared content length. */
    Origin brokenOff(String path) {
        return on(path, exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
        });
    }

    /** Declares a size and sends nothing. */
    Origin announced(String path, long size) {
        return on(path, exchange -> {
            exchange.sendResponseHeaders(200, size);
            exchange.getResponseBody().flush();
            closing.await();
        });
    }

    /** Waits until the slow body has started. */
    void awaitDrip() throws InterruptedException {
        if (!dripping.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no request arrived");
        }
    }

    /** Waits until the client of the slow body has disconnected. */
    void awaitCut() throws InterruptedException {
        if (!cut.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the client is still connected");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
