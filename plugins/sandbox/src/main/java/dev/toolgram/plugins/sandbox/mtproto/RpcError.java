package dev.toolgram.plugins.sandbox.mtproto;

/** Thrown by a method to answer with an error of the API, such as 400 {@code PEER_ID_INVALID}. */
public final class RpcError extends RuntimeException {
    private final int code;

    /** With Telegram's code and message. */
    public RpcError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** 400, the caller's mistake. */
    public static RpcError bad(String message) {
        return new RpcError(400, message);
    }

    /** 403, not allowed. */
    public static RpcError forbidden(String message) {
        return new RpcError(403, message);
    }

    /** The code. */
    public int code() {
        return code;
    }

    /** Telegram's word for it; never {@code null}, unlike {@link #getMessage()} in general. */
    public String text() {
        String message = getMessage();
        return message == null ? "UNKNOWN" : message;
    }
}
