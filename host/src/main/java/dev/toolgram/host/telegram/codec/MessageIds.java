package dev.toolgram.host.telegram.codec;

/** TDLib's message ids. */
public final class MessageIds {

    /** The bits that are zero in the ids of messages stored on the server. */
    private static final long LOCAL_BITS = (1L << 20) - 1;

    /** The last three bits tell what kind of message it is; of a scheduled one on the server, they are this. */
    private static final long KIND_BITS = 7;

    private static final long SCHEDULED = 4;

    private MessageIds() {}

    /** Whether this is the id of a message in its chat on the server; otherwise it is being sent, scheduled or local. */
    public static boolean isFinal(long tdlibId) {
        return tdlibId > 0 && (tdlibId & LOCAL_BITS) == 0;
    }

    /** Whether this is the id of a scheduled message that the server has. */
    public static boolean isScheduled(long tdlibId) {
        return tdlibId > 0 && (tdlibId & KIND_BITS) == SCHEDULED;
    }
}
