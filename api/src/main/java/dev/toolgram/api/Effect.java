package dev.toolgram.api;

/**
 * What a call does to the account. Published to MCP clients as tool annotations, so that they can ask their user before
 * something is destroyed.
 *
 * @param kind reads, writes or destroys
 * @param idempotent whether calling twice with the same input changes nothing more than calling once
 * @param openWorld whether the call reaches beyond this account's own data, to other people or the network; true unless
 *     said otherwise (MCP {@code openWorldHint})
 */
public record Effect(Kind kind, boolean idempotent, boolean openWorld) {

    /** The three kinds. */
    public enum Kind {
        /** Changes nothing (MCP {@code readOnlyHint}). */
        READ,
        /** Adds or changes, and nothing is lost. */
        WRITE,
        /** May remove or overwrite something for good (MCP {@code destructiveHint}). */
        DESTRUCTIVE
    }

    /** Changes nothing, and so is idempotent. */
    public static final Effect READ = new Effect(Kind.READ, true, true);

    /** Adds or changes something; calling twice does it twice. */
    public static final Effect WRITE = new Effect(Kind.WRITE, false, true);

    /** May remove or overwrite something for good. */
    public static final Effect DESTRUCTIVE = new Effect(Kind.DESTRUCTIVE, false, true);

    /** The same effect, where a second call with the same input changes nothing more. */
    public Effect repeatable() {
        return new Effect(kind, true, openWorld);
    }

    /** The same effect, kept within this account's own data. */
    public Effect closedWorld() {
        return new Effect(kind, idempotent, false);
    }
}
