package dev.toolgram.host.http;

import dev.toolgram.host.config.HttpConfig;
import dev.toolgram.host.mcp.McpEndpoint;
import dev.toolgram.host.mcp.dialect.EventFeed;
import dev.toolgram.host.rest.DocsEndpoint;
import dev.toolgram.host.rest.RestEndpoints;
import dev.toolgram.host.tool.CallGuard;
import dev.toolgram.host.tool.CallListener;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolMenu;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolSnapshot;
import dev.toolgram.host.tool.ToolVisibility;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A real server with all modules on a free port, and a client for it. */
public final class TestHost implements AutoCloseable {

    /** The id of the account. */
    public static final long ACCOUNT = 1001;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ToolRegistry registry = new ToolRegistry();
    private final ToolDispatcher dispatcher;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final McpEndpoint mcp;

    private TestHost(Collection<RegisteredTool> tools, @Nullable String key, Duration timeout) {
        this(tools, key, timeout, List.of(), false, ToolMenu.ALL);
    }

    private TestHost(
            Collection<RegisteredTool> tools,
            @Nullable String key,
            Duration timeout,
            List<HttpModule> more,
            boolean bare,
            ToolMenu menu) {
        dispatcher = new ToolDispatcher(
                registry,
                timeout,
                () -> OptionalLong.of(ACCOUNT),
                Path.of(System.getProperty("java.io.tmpdir")),
                CallListener.NOBODY);
        HttpConfig options = new HttpConfig(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), key);
        publish(tools);
        mcp = new McpEndpoint(registry, dispatcher, "1.2.3", 60_000, ToolVisibility.ALL, menu);
        server = new HttpServer(
                options,
                new FixedHealth(false, "nobody is there"),
                (module, status, time) -> {},
                Stream.concat(
                                more.stream(),
                                Stream.of(
                                        new RestEndpoints(
                                                registry,
                                                dispatcher,
                                                "1.2.3",
                                                options::needsKey,
                                                ToolVisibility.ALL,
                                                bare,
                                                Set.of()),
                                        mcp,
                                        new DocsEndpoint()))
                        .toList());
        server.start();
    }

    /** A host without key. */
    public static TestHost with(Collection<RegisteredTool> tools) {
        return new TestHost(tools, null, TIMEOUT);
    }

    /** A host without key whose calls may take longer. */
    public static TestHost patient(Collection<RegisteredTool> tools, Duration timeout) {
        return new TestHost(tools, null, timeout);
    }

    /** A host whose results over REST stand alone. */
    public static TestHost bare(Collection<RegisteredTool> tools) {
        return new TestHost(tools, null, TIMEOUT, List.of(), true, ToolMenu.ALL);
    }

    /** A host whose list over MCP is a menu. */
    public static TestHost listing(Collection<RegisteredTool> tools, ToolMenu menu) {
        return new TestHost(tools, null, TIMEOUT, List.of(), false, menu);
    }

    /** A host with a key. */
    public static TestHost secured(String key, Collection<RegisteredTool> tools) {
        return new TestHost(tools, key, TIMEOUT);
    }

    /** A host whose calls are guarded. */
    public static TestHost guarded(
            Collection<RegisteredTool> tools,
            Duration timeout,
            @Nullable String key,
            CallGuard guard,
            HttpModule more) {
        TestHost host = new TestHost(tools, key, timeout, List.of(more), false, ToolMenu.ALL);
        host.dispatcher.guard(List.of(guard));
        return host;
    }

    /** Replaces the tools while the host runs. */
    public void publish(Collection<RegisteredTool> tools) {
        registry.replace(ToolSnapshot.EMPTY.with(tools));
    }

    /** Asks guards before each call from now on. */
    public void guard(CallGuard... guards) {
        dispatcher.guard(List.of(guards));
    }

    /** Sets the events that resources report. */
    public void connect(EventFeed events) {
        mcp.connect(events);
    }

    /** Lets no request in any more; whether those inside have ended in time. */
    public boolean drain(Duration patience) throws InterruptedException {
        return server.drain(patience);
    }

    /** The server's port. */
    public int port() {
        return server.port();
    }

    /** Sends a request; a {@code null} body is none. Header names and values alternate. */
    public HttpResponse<String> send(String method, String target, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** {@code GET}. */
    public HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send("GET", target, null);
    }

    /** {@code POST} with a body. */
    public HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
        return send("POST", target, body);
    }

    /** {@code POST} with bytes. */
    public HttpResponse<String> post(String target, byte[] body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The body of an answer. */
    public static JsonNode body(HttpResponse<String> answer) {
        return TestTools.json(answer.body());
    }

    @Override
    public void close() {
        server.close();
        dispatcher.close();
        client.close();
    }
}
