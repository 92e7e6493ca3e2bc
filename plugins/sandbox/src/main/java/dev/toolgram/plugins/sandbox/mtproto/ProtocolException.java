package dev.toolgram.plugins.sandbox.mtproto;

/** Thrown when a peer breaks the protocol; its connection is closed. */
final class ProtocolException extends RuntimeException {
    ProtocolException(String message) {
        super(message);
    }
}
