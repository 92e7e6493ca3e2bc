package dev.toolgram.api.telegram;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/** Requests a page when it is wanted. For one thread. */
final class SequentialPages implements Iterator<MessagePage> {

    private final TelegramClient telegram;
    private final LongFunction<? extends TdFunction<?>> function;
    private long from;
    private boolean ended;

    SequentialPages(TelegramClient telegram, LongFunction<? extends TdFunction<?>> function, long from) {
        this.telegram = telegram;
        this.function = function;
        this.from = from;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public MessagePage next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        MessagePage page =
                telegram.send(function.apply(from), MessagePage.class).olderThan(from);
        if (page.messages().isEmpty()) {
            ended = true;
        } else {
            from = Message.tdlibId(page.messages().getLast().id());
        }
        return page;
    }
}
