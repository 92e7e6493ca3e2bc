package dev.toolgram.host.mcp.dialect;

import dev.toolgram.api.ToolException;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The events of the account, for the clients that subscribe to resources. Thread-safe. */
public interface EventFeed {

    /** Without events. */
    EventFeed NONE = new EventFeed() {
        @Override
        public Refusal refusal(@Nullable String keyName) {
            return new Refusal("Events are off.", true);
        }

        @Override
        public OptionalLong find(@Nullable String keyName, String chat) {
            return OptionalLong.empty();
        }

        @Override
        public boolean mayRead(@Nullable String keyName, long chatId) {
            return false;
        }

        @Override
        public void start(Listener listener) {}
    };

    /**
     * The reason why the holder of a key gets no events.
     *
     * @param message for the client
     * @param isFinal whether it ends the subscriptions that the key has
     */
    record Refusal(String message, boolean isFinal) {}

    /** Notified of events. */
    @FunctionalInterface
    interface Listener {
        /**
         * Called after each burst of events, and about once a second without any, so that it can look at the keys.
         *
         * @param chats the chats of the events, 0 for those of no chat, and whether their messages have changed
         */
        void happened(Map<Long, Boolean> chats);
    }

    /** Looks at the keys as they are now; {@code null} if the holder of the key may see the events of some chats. */
    @Nullable
    Refusal refusal(@Nullable String keyName);

    /**
     * The chat of a reference; blocking.
     *
     * @return empty if there is none, or the key may not read it
     * @throws ToolException if Telegram cannot be asked
     */
    OptionalLong find(@Nullable String keyName, String chat);

    /** Whether a key may see the events of a chat, or with 0 those of no chat. */
    boolean mayRead(@Nullable String keyName, long chatId);

    /** Turns an automatic log on, and notifies a listener of all events from now on, on a thread of its own. */
    void start(Listener listener);
}
