package dev.toolgram.host.http;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Thrown when the server cannot listen at its address. The message is for the operator. */
public final class ListenException extends RuntimeException {

    ListenException(InetSocketAddress address, Throwable cause) {
        super(
                "Cannot listen on %s:%d: %s; set TOOLGRAM_HTTP_LISTEN_ADDRESS"
                        .formatted(address.getHostString(), address.getPort(), reason(address, cause)),
                cause);
    }

    private static String reason(InetSocketAddress address, Throwable cause) {
        if (address.isUnresolved()) {
            return "unknown host";
        }
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof BindException) {
                String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
                return message.contains("address already in use") ? "address already in use" : message;
            }
        }
        return String.valueOf(cause.getMessage());
    }
}
