package dev.toolgram.testkit;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Telegram for unit tests of a tool, without a host.
 *
 * {@snippet class="dev.toolgram.testkit.Snippets" region="fake"}
 *
 * <p>It formats every text as plain text. Thread-safe.
 */
public final class FakeTelegram implements TelegramClient {

    private final Map<Class<?>, Function<TdFunction<?>, ?>> answers = new ConcurrentHashMap<>();
    private final Map<String, Long> chats = new ConcurrentHashMap<>();
    private final List<TdFunction<?>> sent = new CopyOnWriteArrayList<>();
    private final Map<Consumer<Record>, Class<?>> listeners = new ConcurrentHashMap<>();

    /** Creates a Telegram that answers nothing yet. */
    public FakeTelegram() {}

    /** Answers a function; replaces an earlier answer. The answer may throw a {@link ToolException}. */
    public <R, F extends TdFunction<R>> FakeTelegram answer(Class<F> function, Function<F, ? extends R> answer) {
        answers.put(function, sent -> answer.apply(function.cast(sent)));
        return this;
    }

    /** Answers a function that is sent for another type than it declares; replaces an earlier answer. */
    public <F extends TdFunction<?>, A> FakeTelegram answer(
            Class<F> function, Class<A> as, Function<F, ? extends A> answer) {
        answers.put(function, sent -> as.cast(answer.apply(function.cast(sent))));
        return this;
    }

    /** Adds a chat that {@link #resolve} finds. */
    public FakeTelegram chat(String reference, long id) {
        chats.put(reference, id);
        return this;
    }

    /** The functions that were sent, in order. */
    public List<TdFunction<?>> sent() {
        return List.copyOf(sent);
    }

    /** Passes an update to the listeners that subscribed to its type, on the calling thread. */
    public void publish(Record update) {
        new HashMap<>(listeners).forEach((listener, type) -> {
            if (type.isInstance(update)) {
                listener.accept(update);
            }
        });
    }

    /**
     * Returns the answer to a function.
     *
     * @throws AssertionError if there is none
     */
    @Override
    public <R> R send(TdFunction<R> function) {
        sent.add(function);
        Function<TdFunction<?>, ?> answer = answers.get(function.getClass());
        if (answer == null) {
            throw new AssertionError("FakeTelegram has no answer to " + function);
        }
        @SuppressWarnings("unchecked") // answer() takes only answers of the function's type
        R result = (R) answer.apply(function);
        return result;
    }

    /**
     * Returns the id of a chat.
     *
     * @throws ToolException {@link ErrorCode#INVALID_INPUT} if it was not added
     */
    @Override
    public long resolve(String field, ChatReference chat) {
        Long id = chats.get(chat.value());
        if (id == null) {
            throw ToolException.invalidInput(field, "Not found");
        }
        return id;
    }

    @Override
    public FormattedText format(String text, @Nullable ParseMode mode) {
        return FormattedText.plain(text);
    }

    @Override
    public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
        Consumer<Record> typed = update -> listener.accept(updateType.cast(update));
        listeners.put(typed, updateType);
        return () -> listeners.remove(typed);
    }
}
