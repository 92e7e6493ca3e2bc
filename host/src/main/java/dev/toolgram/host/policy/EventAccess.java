package dev.toolgram.host.policy;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.tool.CallRefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decides which events a key may see, and for how long: those of the chats that it may read. Thread-safe. */
public final class EventAccess {

    private final Policies policies;
    private final Chats chats;
    private final InstantSource clock;

    public EventAccess(Policies policies, Chats chats, InstantSource clock) {
        this.policies = policies;
        this.chats = chats;
        this.clock = clock;
    }

    /**
     * The reason why a key may see no event at all.
     *
     * @param status of HTTP
     * @param message for the caller
     */
    public record Refusal(int status, String message) {}

    /**
     * Looks at the keys as they are now.
     *
     * @param keyName {@code null} where no key is needed
     * @return {@code null} if it may see the events of {@linkplain #mayRead some} chats
     */
    public @Nullable Refusal refusal(@Nullable String keyName) {
        KeyRing ring = policies.ring();
        CallerPolicy key = Policies.of(keyName, ring);
        if (key == CallerPolicy.FULL) {
            return null;
        }
        if (!ring.file().keys().containsValue(key)) {
            return new Refusal(401, "This key was revoked.");
        }
        if (key.expires().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            return new Refusal(401, "This key has expired.");
        }
        if (key.read().equals(ChatRules.NONE)) {
            return new Refusal(403, "This key may not read chats, so there are no events for it.");
        }
        return key.read().isEverything() || ring.scopesOf(key) != null
                ? null
                : new Refusal(503, PolicyGuard.NOT_RESOLVED);
    }

    /** Whether a key may do everything. */
    public boolean isFull(@Nullable String keyName) {
        return policies.of(keyName).isFull();
    }

    /** Whether a key may see the events of a chat. */
    public boolean mayRead(@Nullable String keyName, long chatId) {
        KeyRing ring = policies.ring();
        CallerPolicy key = Policies.of(keyName, ring);
        if (key.read().isEverything()) {
            return true;
        }
        KeyRing.Scopes scopes = ring.scopesOf(key);
        return scopes != null && scopes.read().allows(chatId, chats);
    }

    /**
     * The chat of a reference.
     *
     * @return empty if there is none, or the key may not read it
     * @throws ToolException if Telegram cannot be asked
     */
    public OptionalLong find(@Nullable String keyName, ChatReference reference, Instant deadline) {
        boolean all = Policies.of(keyName, policies.ring()).read().isEverything();
        try {
            OptionalLong chat = all ? chats.find(reference, deadline) : chats.known(reference);
            return chat.isPresent() && mayRead(keyName, chat.getAsLong()) ? chat : OptionalLong.empty();
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                return OptionalLong.empty();
            }
            throw e;
        } catch (CallRefusedException e) { // look-ups of unknown names are paced
            return OptionalLong.empty();
        }
    }
}
