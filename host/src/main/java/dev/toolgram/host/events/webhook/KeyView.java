package dev.toolgram.host.events.webhook;

import dev.toolgram.host.policy.EventAccess;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The chats that the key of a webhook may read now. */
interface KeyView extends LongPredicate {

    /** The reason why it may see nothing; {@code null} if it may. */
    @Nullable
    String refusal();

    /** The view of a key; {@code null} where no key was needed. */
    static KeyView of(EventAccess access, @Nullable String keyName) {
        return new KeyView() {
            @Override
            public @Nullable String refusal() {
                EventAccess.Refusal refusal = access.refusal(keyName);
                return refusal == null ? null : refusal.message();
            }

            @Override
            public boolean test(long chatId) {
                return access.mayRead(keyName, chatId);
            }
        };
    }
}
