package dev.toolgram.docker;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients for a running Toolgram. */
final class Toolgram {

    static final JsonMapper JSON = JsonMapper.shared();

    private final URI address;
    private final String key;
    private final String chat;
    private final String channel;
    private final Duration pace;
    private final HttpClient http = HttpClient.newHttpClient();
    private long next = System.nanoTime();

    /**
     * @param chat a chat in which messages may be sent and deleted
     * @param channel a readable channel
     * @param pace the minimum interval between calls, to avoid rate limits
     */
    Toolgram(URI address, String key, String chat, String channel, Duration pace) {
        this.address = address;
        this.key = key;
        this.chat = chat;
        this.channel = channel;
        this.pace = pace;
    }

    /** A REST response. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        JsonNode result() {
            if (status != 200) {
                throw new AssertionError(status + " " + body);
            }
            return body.get("result");
        }
    }

    String chat() {
        return chat;
    }

    String channel() {
        return channel;
    }

    String key() {
        return key;
    }

    Answer get(String path, Map<String, ?> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + URLEncoder.encode(String.valueOf(entry.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send("GET", path + (parameters.isEmpty() ? "" : "?" + parameters), "", key);
    }

    Answer send(String method, String path, Map<String, ?> body) {
        return send(method, path, JSON.writeValueAsString(body), key);
    }

    /** @param presented the key to send, if any */
    Answer send(String method, String path, String body, @Nullable String presented) {
        keepPace();
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (presented != null) {
            request.header("Authorization", "Bearer " + presented);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
            return new Answer(
                    response.statusCode(), json ? JSON.readTree(response.body()) : JSON.missingNode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    McpSyncClient mcp() {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(address.toString())
                        .endpoint("/mcp")
                        .addHttpRequestCustomizer((request, method, uri, body, context) -> {
                            keepPace();
                            request.setHeader("Authorization", "Bearer " + key);
                        })
                        .build())
                .requestTimeout(Duration.ofSeconds(90))
                .build();
    }

    private synchronized void keepPace() {
        long left = next - System.nanoTime();
        if (left > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        next = System.nanoTime() + pace.toNanos();
    }
}
