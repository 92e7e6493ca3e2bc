package dev.toolgram.host.telegram.codec;

/** TDLib's message ids. */
public final class MessageIds {

    /** TDLib's own bits; a message that the server has stored has none of them. */
    private static final long LOCAL_BITS = (1L << 20) - 1;

    private MessageIds() {}

    /** Whether this is a server's id; otherwise the message is being sent, scheduled or only of this client. */
    public static boolean isFinal(long tdlibId) {
        return tdlibId > 0 && (tdlibId & LOCAL_BITS) == 0;
    }
}
