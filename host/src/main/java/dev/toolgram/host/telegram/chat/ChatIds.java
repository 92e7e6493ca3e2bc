package dev.toolgram.host.telegram.chat;

import dev.toolgram.api.telegram.Entity;

/**
 * TDLib's chat ids, which are also the marked ids that callers may pass: the user id for a user, for a basic group
 * the negative id, and for a supergroup or channel {@code -100…}.
 */
public final class ChatIds {

    /** The largest user id: 40 bits. */
    private static final long MAX_USER = (1L << 40) - 1;

    /** The base of {@code -100…} ids, from which the bare id is subtracted. */
    private static final long SUPERGROUP_BASE = -1_000_000_000_000L;

    private static final long MAX_SUPERGROUP = 3_000_000_000_000L;

    private ChatIds() {}

    public static long ofBasicGroup(long id) {
        return -id;
    }

    public static long ofSupergroup(long id) {
        return SUPERGROUP_BASE - id;
    }

    static boolean isUser(long chatId) {
        return chatId > 0 && chatId <= MAX_USER;
    }

    static boolean isBasicGroup(long chatId) {
        return chatId < 0 && chatId > SUPERGROUP_BASE;
    }

    public static boolean isSupergroup(long chatId) {
        return chatId < SUPERGROUP_BASE && chatId >= ofSupergroup(MAX_SUPERGROUP);
    }

    /** The id in results: positive and unmarked. */
    public static long bare(long chatId) {
        if (isSupergroup(chatId)) {
            return SUPERGROUP_BASE - chatId;
        }
        return Math.abs(chatId);
    }

    static Entity.Type type(long chatId) {
        if (isUser(chatId)) {
            return Entity.Type.USER;
        }
        return isBasicGroup(chatId) ? Entity.Type.CHAT : Entity.Type.CHANNEL;
    }
}
