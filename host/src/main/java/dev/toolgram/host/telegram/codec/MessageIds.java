package dev.toolgram.host.telegram.codec;

/** TDLib's message ids. */
public final class MessageIds {

    /** The bits that are zero in the ids of messages stored on the server. */
    private static final long LOCAL_BITS = (1L << 20) - 1;

    private MessageIds() {}

    /** Whether this is a server message id; otherwise the message is being sent, scheduled or local. */
    public static boolean isFinal(long tdlibId) {
        return tdlibId > 0 && (tdlibId & LOCAL_BITS) == 0;
    }
}
