package dev.toolgram.api.telegram;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
     *       <li>{@code NOT_READY} while the account is not logged in, and when the plugin has stopped;
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
     * Parses the markup of a text. Does not ask Telegram.
     *
     * @param mode the markup language; {@code null} for plain text
     * @return the text with its formatting; its text is blank when the markup holds nothing visible
     */
    FormattedText format(String text, @Nullable ParseMode mode);

    /**
     * Calls a listener for every update of one kind from now on.
     *
     * <p>Each subscription has a thread of its own and up to 1000 updates that wait for it, so a listener that is slow,
     * or never returns, holds up nobody else. When it is so slow that there is no room for another update, the oldest
     * that waits is dropped: the listener hears late and not of everything. The log tells so once for each subscription
     * (WARN), and {@link Subscription#dropped} counts. What the listener throws is told in the log, once for each place
     * in the code, and it is called for the next update.
     *
     * @param updateType a record named after the update ({@code UpdateNewMessage}), read as {@link TdFunction}
     *     describes
     * @param listener called for one update after the other, in TDLib's order, on a thread whose context class loader
     *     is the plugin's. That thread is interrupted when the plugin stops. Two subscriptions may be called at the same
     *     time
     * @return closes the subscription; it also ends with the plugin
     * @throws dev.toolgram.api.ToolException {@code NOT_READY} when the plugin has stopped
     */
    <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener);

    /**
     * An open subscription. Closing twice is allowed; what waits for the listener then is dropped, and a call of the
     * listener that has begun ends by itself.
     */
    interface Subscription extends AutoCloseable {

        /** How many updates were dropped so far because the listener was too slow. */
        default long dropped() {
            return 0;
        }

        @Override
        void close();
    }
}
