package dev.toolgram.api.telegram;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The account's gateway to Telegram: one TDLib client, shared by all plugins. Thread-safe. Methods that send a request
 * block until the response arrives or the deadline of the current call passes.
 */
public interface TelegramClient {

    /**
     * Sends a TDLib function and waits for the response.
     *
     * <p>When TDLib responds with a message that is still being sent ({@code sendMessage}, {@code forwardMessages}, …),
     * this method waits until the server has stored it ({@code updateMessageSendSucceeded}), so the response always
     * contains final ids.
     *
     * @return the response; never {@code null}
     * @throws dev.toolgram.api.ToolException
     *     <ul>
     *       <li>{@code INVALID_INPUT} if TDLib rejected the request before it reached Telegram ("Chat not found");
     *       <li>{@code TELEGRAM_REFUSED} with Telegram's error;
     *       <li>{@code NOT_READY} if the account is not logged in or the plugin has stopped;
     *       <li>{@code TIMEOUT} if the deadline passed; what a function was sending is cancelled then, and the failure
     *           says whether that is {@linkplain dev.toolgram.api.ToolException#isNotSent() certain};
     *       <li>{@code INTERNAL} if {@code Toolgram-Functions} in the plugin's manifest does not list the function
     *           ({@link dev.toolgram.api.ToolProvider}).
     *     </ul>
     */
    <R> R send(TdFunction<R> function);

    /**
     * Sends a TDLib function and converts the response to another type than the function declares: a record with only
     * the fields that are needed, or a shared type such as {@link Message}. For functions of {@code toolgram-tdlib},
     * whose responses have all fields, this is shorter and faster.
     *
     * {@snippet :
     * Dialog chat = telegram.send(new GetChat(id), Dialog.class);
     * }
     *
     * @param as the type of the response, as described in {@link TdFunction}
     * @return the response; never {@code null}
     * @throws dev.toolgram.api.ToolException as {@link #send(TdFunction)}
     * @throws IllegalArgumentException if {@code as} has a field that TDLib's response does not have, or one of another
     *     type; the message names it
     */
    default <R> R send(TdFunction<?> function, Class<R> as) {
        return as.cast(send(function));
    }

    /**
     * Reads messages page by page, the newest first. Up to two further pages are requested before the caller asks for
     * them, so that TDLib reads while the caller works; a caller that stops early leaves these unused. A page may be
     * shorter than the request asks for. The last page is empty, and {@code hasNext} is true until it has been returned.
     *
     * {@snippet :
     * Iterator<MessagePage> pages = telegram.pages(id -> new GetChatHistory(chatId, id, 0, 100, false), 0, 5_000);
     * }
     *
     * @param function the request for the page that begins at a message, whose TDLib id it gets: {@code getChatHistory},
     *     {@code searchChatMessages} or another one whose response has {@code total_count} and {@code messages}. TDLib may
     *     return the message itself again; it is left out. Called on any thread
     * @param from the TDLib id ({@link Message#tdlibId}) of the message whose older ones are read; 0 for all
     * @param most the number of messages that the caller needs: once they have arrived, a page is only requested when the
     *     caller asks for it; with 0 or less always so
     * @return the pages; {@code next} throws as {@link #send(TdFunction, Class)}, and requests the same page again when it
     *     is called after a failure. For one thread
     */
    default Iterator<MessagePage> pages(LongFunction<? extends TdFunction<?>> function, long from, int most) {
        return new SequentialPages(id -> send(function.apply(id), MessagePage.class), from);
    }

    /**
     * Resolves a chat reference from the input field {@code chat}.
     *
     * @return TDLib's chat id, for a function's {@code chat_id}: positive for a user, {@code -id} for a basic group,
     *     {@code -100…} for a supergroup or channel
     * @throws dev.toolgram.api.ToolException {@code INVALID_INPUT} if the reference does not resolve to exactly one
     *     chat, or is a link to a message; the message says what to try; {@code PACED} if the reference is not known yet
     *     and the account may not look up more of them for now; {@code FORBIDDEN} if the caller's key may not use the
     *     chat of a field with {@link dev.toolgram.api.schema.ChatAccess#each()}; otherwise as {@link #send}
     */
    default long resolve(ChatReference chat) {
        return resolve("chat", chat);
    }

    /**
     * Resolves a chat reference from any input field.
     *
     * @param field the JSON field that holds the reference, for the error message
     * @return as {@link #resolve(ChatReference)}
     * @throws dev.toolgram.api.ToolException as {@link #resolve(ChatReference)}
     */
    long resolve(String field, ChatReference chat);

    /**
     * Resolves a reference to a chat or to one of its messages, for a tool that can use the message.
     *
     * @param field the JSON field that holds the reference, for the error message
     * @return the chat, and the message if the reference is a link to a message ({@code t.me/name/123}); the message
     *     exists
     * @throws dev.toolgram.api.ToolException as {@link #resolve(ChatReference)}, but accepts links to messages;
     *     {@code INVALID_INPUT} if the message does not exist
     */
    default ResolvedChat resolveMessage(String field, ChatReference chat) {
        return new ResolvedChat(resolve(field, chat), null);
    }

    /**
     * Returns the invite link that a chat reference is. Does not send a request.
     *
     * @return the link in the form {@code https://t.me/+hash}, for {@code joinChatByInviteLink}; empty for any other
     *     reference
     */
    default Optional<String> inviteLink(ChatReference chat) {
        return Optional.empty();
    }

    /**
     * Parses the markup of a text. Does not send a request.
     *
     * @param mode the markup language; {@code null} for plain text
     * @return the text with its formatting; blank when the markup contains nothing visible
     */
    FormattedText format(String text, @Nullable ParseMode mode);

    /**
     * Subscribes a listener to updates of one type.
     *
     * <p>Each subscription has its own thread and a queue of 1000 updates, so a slow or blocked listener does not delay
     * others. When the queue is full, the oldest update is dropped; this is logged once per subscription (WARN) and
     * counted by {@link Subscription#dropped}. An exception from the listener is logged, once per place in the code,
     * and delivery continues with the next update.
     *
     * <p>Delivery begins when the host publishes the plugin's tools, not while the plugin starts. When a version replaces
     * another, each update goes to exactly one of the two; the old one still handles those in its queues, for at most 5 s.
     * A version that the host rejects gets no updates.
     *
     * @param updateType a record named after the update ({@code UpdateNewMessage}), converted as described in
     *     {@link TdFunction}
     * @param listener called with one update at a time, in TDLib's order, on a thread whose context class loader is the
     *     plugin's. The thread is interrupted when the plugin stops. Listeners of different subscriptions may run
     *     concurrently
     * @return the open subscription, which also ends when the plugin stops
     * @throws IllegalArgumentException if TDLib has no such update, or the update does not have the record's fields; the
     *     message names the nearest ones
     * @throws dev.toolgram.api.ToolException {@code NOT_READY} if the plugin has stopped
     */
    <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener);

    /**
     * An open subscription. Closing it is idempotent and discards the queued updates; it does not interrupt a listener
     * call that is in progress.
     */
    interface Subscription extends AutoCloseable {

        /** The number of updates dropped so far because the listener was too slow. */
        default long dropped() {
            return 0;
        }

        @Override
        void close();
    }
}
