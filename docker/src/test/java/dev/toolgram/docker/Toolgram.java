package dev.toolgram.docker;

import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Clients for a running Toolgram. */
final class Toolgram {

    static final JsonMapper JSON = JsonMapper.shared();

    private final URI address;
    private final String key;
    private final String chat;
    private final String channel;
    private final Duration pace;
    private final RestClient rest;
    private long next = System.nanoTime();

    /**
     * @param chat a chat in which messages may be sent and deleted
     * @param channel a readable channel
     * @param pace the minimum interval between calls, to avoid rate limits
     */
    Toolgram(URI address, String key, String chat, String channel, Duration pace) {
        this.address = address;
        this.rest = new RestClient(address);
        this.key = key;
        this.chat = chat;
        this.channel = channel;
        this.pace = pace;
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

    RestResponse get(String path, Map<String, ?> query) {
        keepPace();
        return rest.get(path, query, headers(key));
    }

    RestResponse send(String method, String path, Map<String, ?> body) {
        return send(method, path, JSON.writeValueAsString(body), key);
    }

    /** @param presented the key to send, if any */
    RestResponse send(String method, String path, String body, @Nullable String presented) {
        keepPace();
        return rest.send(method, path, body, headers(presented));
    }

    private static String[] headers(@Nullable String presented) {
        String[] accepted = {"Accept", "application/json, text/event-stream"};
        return presented == null
                ? accepted
                : new String[] {accepted[0], accepted[1], "Authorization", "Bearer " + presented};
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
