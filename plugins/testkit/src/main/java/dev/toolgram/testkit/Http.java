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

/** What both doors need of HTTP. */
final class Http {

    /** More than the host allows a call by default. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Http() {}

    static HttpResponse<byte[]> send(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + request + " was not answered yet", e);
        }
    }

    /** Whether the host can be asked yet. */
    static void requireSignedIn(HttpClient http, URI address) {
        HttpRequest health = HttpRequest.newBuilder(address.resolve("/healthz"))
                .timeout(PATIENCE)
                .build();
        String said = new String(send(http, health).body(), StandardCharsets.UTF_8);
        if (!Json.parse(said).path("authorized").asBoolean(false)) {
            throw new HostStartException("The host does not sign in to the sandbox: " + said);
        }
    }

    static String mediaType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
