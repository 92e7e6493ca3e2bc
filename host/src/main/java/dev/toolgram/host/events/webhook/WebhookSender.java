package dev.toolgram.host.events.webhook;

import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.ForbiddenAddressException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to one URL, whose addresses are checked for each event. It connects to the checked addresses themselves:
 * a second lookup could return others. Not thread-safe.
 */
final class WebhookSender implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final WebhookUrl url;
    private final AddressGuard guard;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * The outcome of a request.
     *
     * @param status 0 if there was no response
     * @param retryAfter what the receiver asks for; {@code null} for nothing
     * @param error what went wrong; empty if nothing did
     */
    record Outcome(int status, @Nullable Duration retryAfter, String error) {

        boolean isDelivered() {
            return error.isEmpty();
        }

        private static Outcome failed(String error) {
            return new Outcome(0, null, error);
        }
    }

    /** @param timeout the time limit of a request */
    WebhookSender(WebhookUrl url, AddressGuard guard, Duration timeout, SSLContext tls) {
        this.url = url;
        this.guard = guard;
        this.timeout = timeout;
        SSLParameters parameters = tls.getDefaultSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (url.host().address() == null) {
            parameters.setServerNames(List.of(new SNIHostName(url.host().text())));
        }
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .sslContext(NamedTls.of(tls, url.host().text()))
                .sslParameters(parameters)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Sends a JSON document and waits for the response. */
    Outcome post(Map<String, String> headers, byte[] json) throws InterruptedException {
        try {
            return post(guard.addresses(url.host(), url.port()), headers, json);
        } catch (ForbiddenAddressException e) {
            return Outcome.failed(e.getMessage() + ": the operator can allow it in TOOLGRAM_WEBHOOK_ALLOW");
        } catch (UnknownHostException e) {
            return Outcome.failed("Unknown host " + url.host());
        } catch (HttpTimeoutException e) {
            return Outcome.failed("No response within %d s".formatted(timeout.toSeconds()));
        } catch (SSLException e) {
            return Outcome.failed("TLS failed: " + e.getMessage());
        } catch (IOException e) {
            return Outcome.failed("Connection failed: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private Outcome post(List<InetAddress> addresses, Map<String, String> headers, byte[] json)
            throws IOException, InterruptedException {
        for (InetAddress address : addresses.subList(0, addresses.size() - 1)) {
            try {
                return post(address, headers, json);
            } catch (ConnectException | HttpConnectTimeoutException e) {
                continue; // nothing was sent
            }
        }
        return post(addresses.getLast(), headers, json);
    }

    private Outcome post(InetAddress address, Map<String, String> headers, byte[] json)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.at(address))
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .setHeader("Host", url.authority())
                .setHeader("Content-Type", "application/json")
                .setHeader("User-Agent", "Toolgram");
        headers.forEach(request::setHeader);
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        response.body().close(); // unread: it may be endless
        int status = response.statusCode();
        return new Outcome(status, retryAfter(response), status / 100 == 2 ? "" : "The receiver answered " + status);
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
