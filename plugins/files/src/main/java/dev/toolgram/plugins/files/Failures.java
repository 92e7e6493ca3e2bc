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

/** Failures of the network in plain sentences. */
final class Failures {

    private Failures() {}

    /**
     * What went wrong between this host and a server.
     *
     * @throws TimeoutException if nothing did, but the time is up
     */
    static UnfetchableException of(FileUrl url, IOException failure) throws TimeoutException {
        if (failure instanceof SocketTimeoutException && !(failure instanceof ConnectTimeoutException)) {
            throw new TimeoutException();
        }
        String sentence = switch (failure) {
            case SSLHandshakeException _, SSLPeerUnverifiedException _ ->
                "%s could not prove that it is %s: its certificate is invalid, or it speaks no TLS"
                        .formatted(server(url), url.host());
            case SSLException _ -> "The secure connection to %s failed".formatted(server(url));
            case ConnectTimeoutException _, NoRouteToHostException _ ->
                "%s cannot be reached; check the URL or try later".formatted(server(url));
            case ConnectException _ -> "%s refuses connections; check the URL or try later".formatted(server(url));
            case ClientProtocolException _, MessageConstraintException _ ->
                "%s does not answer as a web server should".formatted(server(url));
            case ZipException _ -> "%s sent compressed data that is damaged; use another URL".formatted(server(url));
            default -> "%s broke off before the file was complete; try again".formatted(server(url));
        };
        return new UnfetchableException(sentence, failure);
    }

    private static String server(FileUrl url) {
        return url.host() + ":" + url.port();
    }
}
