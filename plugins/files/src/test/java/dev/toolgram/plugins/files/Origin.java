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

/** A real server on loopback, with a cast of good and bad manners. */
final class Origin implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    interface Manners {
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

    /** What was asked for: path, Accept-Encoding, Cookie, Authorization and Host. */
    List<String> requests() {
        return requests;
    }

    Origin on(String path, Manners manners) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            try (exchange) {
                manners.answer(exchange);
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

    /** One byte at a time, for ever, each soon enough for a socket's time-out. */
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

    /** As fast as it goes, without end. */
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

    /** Says more than it sends. */
    Origin brokenOff(String path) {
        return on(path, exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
        });
    }

    /** Announces a size and then holds its breath. */
    Origin announced(String path, long size) {
        return on(path, exchange -> {
            exchange.sendResponseHeaders(200, size);
            exchange.getResponseBody().flush();
            closing.await();
        });
    }

    /** Waits until the slow drip has begun. */
    void awaitDrip() throws InterruptedException {
        if (!dripping.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody asked");
        }
    }

    /** Waits until the reader of the slow drip is gone. */
    void awaitCut() throws InterruptedException {
        if (!cut.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("still being read");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
