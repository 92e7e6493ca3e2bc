package dev.toolgram.plugins.sandbox.mtproto;

/** Ids of the server's messages: the time in the high half, rising, the last two bits telling their kind. */
final class MessageIds {
    private static final long ANSWER = 1;
    private static final long PUSH = 3;

    private long last;

    /** For what answers a message. */
    long answer() {
        return next() | ANSWER;
    }

    /** For what comes unasked. */
    long push() {
        return next() | PUSH;
    }

    private synchronized long next() {
        long millis = System.currentTimeMillis();
        long id = ((millis / 1000) << 32) | (millis % 1000 * ((1L << 32) / 1000));
        last = Math.max(id, last + 4) & ~3L;
        return last;
    }
}
