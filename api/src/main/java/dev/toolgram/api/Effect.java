package dev.toolgram.api;

/**
 * The effect of a call on the account. Published to MCP clients as tool annotations, so that they can ask the user for
 * confirmation before a destructive call.
 *
 * @param kind read, write or destructive
 * @param idempotent whether calling twice with the same input changes nothing more than calling once
 * @param openWorld whether the call reaches beyond this account's own data, to other people or the network (MCP
 *     {@code openWorldHint}); true in the three constants
 */
public record Effect(Kind kind, boolean idempotent, boolean openWorld) {

    /** The three kinds. */
    public enum Kind {
        /** Changes nothing (MCP {@code readOnlyHint}). */
        READ,
        /** Adds or changes data; nothing is lost. */
        WRITE,
        /** May permanently remove or overwrite data (MCP {@code destructiveHint}). */
        DESTRUCTIVE
    }

    /** Changes nothing, so it is idempotent. */
    public static final Effect READ = new Effect(Kind.READ, true, true);

    /** Adds or changes data; not idempotent. */
    public static final Effect WRITE = new Effect(Kind.WRITE, false, true);

    /** May permanently remove or overwrite data; not idempotent. */
    public static final Effect DESTRUCTIVE = new Effect(Kind.DESTRUCTIVE, false, true);

    /** Returns the same effect, marked idempotent. */
    public Effect repeatable() {
        return new Effect(kind, true, openWorld);
    }

    /** Returns the same effect, limited to this account's own data ({@code openWorld} false). */
    public Effect closedWorld() {
        return new Effect(kind, idempotent, false);
    }
}
