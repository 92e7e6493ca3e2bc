package dev.toolgram.api.telegram;

import java.util.function.Consumer;

/**
 * The account's gateway to Telegram: one TDLib client, shared by all plugins. Thread-safe. Every method that asks
 * Telegram blocks until the answer is there or the deadline of the current call has passed.
 */
public interface TelegramClient {

    /**
     * Sends a TDLib function and waits for its answer.
     *
     * <p>A message that TDLib answers while it is still being sent ({@code sendMessage}, {@code forwardMessages}, …) is
     * awaited until the server has stored it, so the answer always holds final ids
     * ({@code updateMessageSendSucceeded}).
     *
     * @return the answer; never {@code null}
     * @throws dev.toolgram.api.ToolException
     *     <ul>
     *       <li>{@code INVALID_INPUT} when TDLib itself refused before anything reached Telegram ("Chat not found");
     *       <li>{@code TELEGRAM_REFUSED} with Telegram's error;
     *       <li>{@code NOT_READY} while the account is not logged in;
     *       <li>{@code TIMEOUT} when the deadline passed; for a function that sends, the message may still go out;
     *       <li>{@code INTERNAL} when {@code Toolgram-Functions} of the plugin's manifest does not declare the function
     *           ({@link dev.toolgram.api.ToolProvider}).
     *     </ul>
     */
    <R> R send(TdFunction<R> function);

    /**
     * The chat that a caller means.
     *
     * @return TDLib's chat id, ready for a function's {@code chat_id}: positive for a person, {@code -id} for a basic
     *     group, {@code -100…} for a supergroup or channel
     * @throws dev.toolgram.api.ToolException {@code INVALID_INPUT} when it does not resolve exactly; the message says
     *     what to try; otherwise as {@link #send}
     */
    default long resolve(ChatReference chat) {
        return resolve("chat", chat);
    }

    /**
     * The chat that a caller means, where the input calls it something else than {@code chat}.
     *
     * @param field the input's JSON field that holds the reference; a failure names it
     * @return as {@link #resolve(ChatReference)}
     * @throws dev.toolgram.api.ToolException as {@link #resolve(ChatReference)}
     */
    long resolve(String field, ChatReference chat);

    /**
     * Calls a listener for every update of one kind from now on.
     *
     * @param updateType a record named after the update ({@code UpdateNewMessage}), read as {@link TdFunction}
     *     describes
     * @param listener called on one thread, in TDLib's order; updates wait while it runs, so it must be quick and must
     *     not call {@link #send}
     * @return closes the subscription; it also ends with the plugin
     */
    <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener);

    /** An open subscription. Closing twice is allowed; after closing the listener is not called again. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
