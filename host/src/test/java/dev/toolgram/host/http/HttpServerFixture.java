package dev.toolgram.host.http;

import dev.toolgram.host.config.HttpConfig;
import dev.toolgram.host.json.StrictJson;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A server with a few resources on a free port, and a client for it. */
abstract class HttpServerFixture {

    static final int MEBIBYTE = 1024 * 1024;

    final CountDownLatch slowEntered = new CountDownLatch(1);
    final Semaphore slowMayLeave = new Semaphore(0);
    final HttpClient client = HttpClient.newHttpClient();
    Health health = FixedHealth.GOOD;

    @Nullable
    HttpServer running;

    @AfterEach
    void stop() {
        slowMayLeave.release(100);
        if (running != null) {
            running.close();
        }
        client.close();
    }

    HttpServer start() {
        return start((String) null);
    }

    HttpServer start(@Nullable String key) {
        return started(server(key, 0));
    }

    HttpServer start(Limits limits) {
        return started(new HttpServer(
                new HttpConfig(loopback(0), null),
                FixedHealth.GOOD,
                (module, status, time) -> {},
                modules(),
                Map::of,
                limits));
    }

    HttpServer start(HttpConfig options) {
        return start(options, (module, status, time) -> {});
    }

    HttpServer start(HttpConfig options, RequestListener listener) {
        return started(new HttpServer(options, health, listener, modules()));
    }

    private HttpServer started(HttpServer server) {
        server.start();
        running = server;
        return server;
    }

    HttpServer server(@Nullable String key, int port) {
        return new HttpServer(new HttpConfig(loopback(port), key), health, (module, status, time) -> {}, modules());
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private List<HttpModule> modules() {
        return List.of(new TestModule(resources()));
    }

    Map<String, Resource> resources() {
        SequencedMap<String, Resource.Handler> echo = new LinkedHashMap<>();
        echo.put("GET", request -> {
            var echoed = StrictJson.object();
            request.query().forEach((name, values) -> values.forEach(echoed.withArray(name)::add));
            return Response.json(200, echoed);
        });
        echo.put(
                "POST",
                request ->
                        Response.json(200, String.valueOf(request.body().length).getBytes(StandardCharsets.UTF_8)));
        SequencedMap<String, Resource.Handler> slow = new LinkedHashMap<>();
        slow.put("GET", request -> {
            slowEntered.countDown();
            slowMayLeave.acquireUninterruptibly();
            return Response.empty(200);
        });
        slow.put("POST", slow.get("GET"));
        Resource broken = Resource.of("GET", request -> {
            throw new IllegalStateException("secret plan");
        });
        Resource twice = Resource.of("GET", request -> {
            Thread other = Thread.startVirtualThread(() -> {
                boolean _ =
                        request.answer(Response.json(200, StrictJson.object().put("by", "timer")));
            });
            boolean _ = request.answer(Response.json(200, StrictJson.object().put("by", "call")));
            other.interrupt();
            return Response.json(200, StrictJson.object().put("by", "return"));
        });
        return Map.of(
                "/echo",
                new Resource(echo),
                "/metrics",
                new Resource(echo),
                "/slow",
                new Resource(slow),
                "/broken",
                broken,
                "/twice",
                twice);
    }

    int port() {
        return Objects.requireNonNull(running).port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> post(String body) throws Exception {
        return send(request("/echo").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static String getTo(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    static String getWith(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\nConnection: close\r\n\r\n";
    }

    static String postOf(int size, boolean chunked) {
        String head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        if (!chunked) {
            return head + "Content-Length: " + size + "\r\n\r\n" + "x".repeat(size);
        }
        StringBuilder body = new StringBuilder(head + "Transfer-Encoding: chunked\r\n\r\n");
        for (int sent = 0; sent < size; ) {
            int chunk = Math.min(10_000, size - sent);
            body.append(Integer.toHexString(chunk))
                    .append("\r\n")
                    .append("x".repeat(chunk))
                    .append("\r\n");
            sent += chunk;
        }
        return body.append("0\r\n\r\n").toString();
    }
}
