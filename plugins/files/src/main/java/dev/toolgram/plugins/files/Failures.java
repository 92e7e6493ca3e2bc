package dev.toolgram.plugins.files;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Converts network failures to error messages. */
final class Failures {

    private Failures() {}

    /**
     * Converts a network failure.
     *
     * @throws TimeoutException if the failure is that the time limit passed
     */
    static UnfetchableException of(FileUrl url, IOException failure) throws TimeoutException {
        if (failure instanceof SocketTimeoutException && !(failure instanceof ConnectTimeoutException)) {
            throw new TimeoutException();
        }
        String sentence = switch (failure) {
            case SSLHandshakeException _, SSLPeerUnverifiedException _ ->
                "TLS handshake with %s failed: it has no valid certificate for %s, or does not support TLS"
                        .formatted(server(url), url.host());
            case SSLException _ -> "TLS connection to %s failed".formatted(server(url));
            case ConnectTimeoutException _, NoRouteToHostException _ ->
                "%s is unreachable: check the URL or retry later".formatted(server(url));
            case ConnectException _ -> "%s refused the connection: check the URL or retry later".formatted(server(url));
            case ClientProtocolException _, MessageConstraintException _ ->
                "%s did not return a valid HTTP response".formatted(server(url));
            case ZipException _ -> "%s sent corrupt compressed data: use another URL".formatted(server(url));
            default -> "%s closed the connection before the file was complete: retry".formatted(server(url));
        };
        return new UnfetchableException(sentence, failure);
    }

    private static String server(FileUrl url) {
        return url.host() + ":" + url.port();
    }
}
