package dev.toolgram.api.telegram;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/** Requests a page when it is wanted. For one thread. */
final class SequentialPages implements Iterator<MessagePage> {

    private final LongFunction<MessagePage> request;
    private long from;
    private boolean ended;

    /** @param request returns the page that begins at a message */
    SequentialPages(LongFunction<MessagePage> request, long from) {
        this.request = request;
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
        MessagePage page = request.apply(from).olderThan(from);
        if (page.messages().isEmpty()) {
            ended = true;
        } else {
            from = Message.tdlibId(page.messages().getLast().id());
        }
        return page;
    }
}
