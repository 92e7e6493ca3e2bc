package dev.toolgram.host.policy;

import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.engine.TelegramListener;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** Slows the account down, or stops its writes, when Telegram says that it does too much. Thread-safe. */
public final class FloodMonitor implements TelegramListener {

    private static final Pattern LOOKUP =
            Pattern.compile("searchPublicChat|searchUserByPhoneNumber|checkChatInviteLink");
    private static final Pattern FULL = Pattern.compile("(get|search)\\w*(Members|FullInfo|ChatMember)");
    private static final Pattern SEND =
            Pattern.compile("(send|forward|resend|edit|pin|unpin|addMessageReaction|setMessageReactions|setPoll)\\w*");
    private static final Pattern READ = Pattern.compile("(get|search|load|download)\\w*");

    /** The whole account is limited, and more attempts make it worse. */
    private static final Set<String> LIMITED = Set.of("PEER_FLOOD", "USER_RESTRICTED");

    private final Pacing pacing;

    public FloodMonitor(Pacing pacing) {
        this.pacing = pacing;
    }

    @Override
    public void asked(String function, Duration time) {}

    @Override
    public void refused(String function, TelegramError error) {
        if (LIMITED.contains(error.message())) {
            pacing.stopWrites(
                    "Telegram limits this account (%s, in response to %s)".formatted(error.message(), function));
        }
        flooded(function, error);
    }

    @Override
    public void delayed(String function, TelegramError error) {
        flooded(function, error);
    }

    /** Slow mode is a rule of one group, and says nothing about the account. */
    private void flooded(String function, TelegramError error) {
        Integer seconds = error.retryAfter();
        if (seconds != null && (error.message().startsWith("FLOOD_") || error.code() == 429)) {
            pacing.flooded(bucket(function), Duration.ofSeconds(seconds));
        }
    }

    static Bucket bucket(String function) {
        if (LOOKUP.matcher(function).matches()) {
            return Bucket.RESOLVE_USERNAME;
        }
        if (function.startsWith("join")) {
            return Bucket.JOIN;
        }
        if (function.startsWith("createNew")) {
            return Bucket.CREATE;
        }
        if (FULL.matcher(function).matches()) {
            return Bucket.GET_FULL;
        }
        if (SEND.matcher(function).matches()) {
            return Bucket.SEND;
        }
        return READ.matcher(function).matches() ? Bucket.READ : Bucket.OTHER;
    }
}
