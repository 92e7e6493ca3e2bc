package dev.toolgram.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** HTTP functions for the REST and MCP clients. */
final class Http {

    /** Longer than the host's default time limit of a call. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Http() {}

    static HttpResponse<byte[]> send(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the response to " + request, e);
        }
    }

    /** Checks that the host is ready to serve calls. */
    static void requireReady(HttpClient http, URI address) {
        HttpRequest question = HttpRequest.newBuilder(address.resolve("/readyz"))
                .timeout(PATIENCE)
                .build();
        HttpResponse<byte[]> answer = send(http, question);
        if (answer.statusCode() != 200) {
            throw new HostStartException("The host is not ready: " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    static String mediaType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
