package dev.toolgram.host.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * A request as bytes, and some text that a correct response contains.
 *
 * @param head the request line and the headers
 */
record Request(String head, String body, String expected) {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    static final Request HEALTH = get("/healthz", "\"status\":\"ok\"");
    static final Request GET_ME = get("/api/me", "{\"result\":{\"id\":");
    static final Request HISTORY = get("/api/messages?chat=@rust_and_rye&limit=20", "{\"result\":[{\"id\":");
    static final Request SEND =
            post("/api/messages", "", "{\"chat\":\"me\",\"text\":\"bench\"}", "{\"result\":{\"id\":");
    static final Request MCP_2025 = mcp("MCP-Protocol-Version: 2025-06-18\r\n", "");
    static final Request MCP_2026 =
            mcp("MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: get_me\r\n", """
            ,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}""");

    private static Request mcp(String headers, String meta) {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get_me\","
                + "\"arguments\":{}" + meta + "}}";
        return post("/mcp", "Accept: application/json, text/event-stream\r\n" + headers, call, "\"isError\":false");
    }

    static Request get(String target, String expected) {
        return new Request("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n", "", expected);
    }

    /** This request with a key. */
    Request as(String key) {
        return new Request(head + "Authorization: Bearer " + key + "\r\n", body, expected);
    }

    static Request post(String target, String headers, String body, String expected) {
        String head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n";
        return new Request(head, body, expected);
    }

    byte[] bytes() {
        return (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The line that starts a {@link LoadClient}.
     *
     * @param atMost how many requests
     */
    String load(int port, int connections, Duration time, int atMost) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "%d %d %d %d %s %s"
                .formatted(
                        port,
                        connections,
                        time.toMillis(),
                        atMost,
                        base64.encodeToString(expected.getBytes(StandardCharsets.UTF_8)),
                        base64.encodeToString(bytes()));
    }

    /** Sends it once on a connection of its own; returns the response's body, or nothing when it is not the expected. */
    String once(int port) {
        byte[] once = (head + "Connection: close\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(once);
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(response);
            String text = response.toString(StandardCharsets.UTF_8);
            boolean right = text.startsWith("HTTP/1.1 200") && text.contains(expected);
            return right ? text.substring(text.indexOf("\r\n\r\n") + 4) : "";
        } catch (IOException e) {
            return ""; // it does not listen yet
        }
    }

    /** Repeats it until the response is the expected one; returns the body. */
    String await(Child server) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (server.isAlive() && System.nanoTime() < end) {
            String answer = once(server.port());
            if (!answer.isEmpty()) {
                return answer;
            }
            Thread.sleep(4);
        }
        throw new IllegalStateException(
                "No expected response to " + head.lines().findFirst().orElse(""));
    }
}
