package dev.toolgram.host.telegram;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests the next page as soon as a page has arrived, before it is parsed: parsing and writing a message takes as long
 * as TDLib takes to read it.
 */
final class PagesAhead implements Iterator<MessagePage> {

    private final LongFunction<Future<TdMessage>> request;
    private final Function<TdMessage, MessagePage> read;
    private final int most;
    private @Nullable Future<TdMessage> requested;
    private long from;
    private int seen;
    private boolean ended;

    /**
     * @param request requests the page that begins at a message
     * @param from the TDLib id of the message whose older ones are read; 0 for all
     * @param most the number of messages behind which no page is requested ahead
     */
    PagesAhead(LongFunction<Future<TdMessage>> request, Function<TdMessage, MessagePage> read, long from, int most) {
        this.request = request;
        this.read = read;
        this.from = from;
        this.most = most;
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
        while (true) {
            long start = from;
            Future<TdMessage> asked = requested == null ? request.apply(start) : requested;
            requested = null; // a failure is not that of the next call
            TdMessage response = await(asked);
            advance(response.messageIds());
            MessagePage page = read.apply(response).olderThan(start);
            if (ended && !page.messages().isEmpty()) { // a newer TDLib may write them in another order
                ended = false;
                from = Message.tdlibId(page.messages().getLast().id());
            }
            if (ended || !page.messages().isEmpty()) {
                return page;
            }
        }
    }

    private void advance(long[] ids) {
        long last = ids.length == 0 ? from : ids[ids.length - 1];
        ended = last == from;
        seen += ids.length;
        from = last;
        if (!ended && seen < most) {
            requested = request.apply(last);
        }
    }

    private static TdMessage await(Future<TdMessage> response) {
        try {
            return response.get();
        } catch (InterruptedException e) {
            boolean _ = response.cancel(true);
            Thread.currentThread().interrupt();
            throw TdErrors.interrupted("the request for a page");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ToolException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
