package dev.toolgram.host.telegram;

import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.slf4j.MDC;

/**
 * Requests further pages as soon as a page has arrived, before it is parsed: parsing and writing a message takes as long
 * as TDLib takes to read it.
 */
final class PagesAhead implements Iterator<MessagePage> {

    /** With two, TDLib also goes on while a page takes longer than others. */
    private static final int AHEAD = 2;

    private record Arrived(TdMessage response, boolean isLast) {}

    private record Page(long start, FutureTask<Arrived> response) {}

    private final LongFunction<TdMessage> request;
    private final Function<TdMessage, MessagePage> read;
    private final int most;
    private final Deque<Page> requested = new ArrayDeque<>();
    private long next;
    private boolean isNextKnown;
    private int seen;
    private boolean ended;

    /**
     * @param request requests the page that begins at a message, and waits for it; called on any thread
     * @param from the TDLib id of the message whose older ones are read; 0 for all
     * @param most the number of messages behind which no page is requested ahead
     */
    PagesAhead(LongFunction<TdMessage> request, Function<TdMessage, MessagePage> read, long from, int most) {
        this.request = request;
        this.read = read;
        this.next = from;
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
            Page asked = take();
            Arrived arrived = await(asked);
            MessagePage page = read.apply(arrived.response()).olderThan(asked.start());
            if (page.messages().isEmpty()) {
                ended = arrived.isLast(); // else TDLib has only messages that are being sent
            } else if (arrived.isLast()) {
                goOn(Message.tdlibId(page.messages().getLast().id()));
            }
            if (ended || !page.messages().isEmpty()) {
                return page;
            }
        }
    }

    private synchronized Page take() {
        if (requested.isEmpty()) {
            request();
        }
        Page first = requested.remove();
        requestAhead();
        return first;
    }

    /** A newer TDLib may write a message in another order, so that its id is not found in the text. */
    private synchronized void goOn(long from) {
        next = from;
    }

    private void request() {
        long start = next;
        isNextKnown = false;
        Map<String, String> scope = MDC.getCopyOfContextMap(); // of the call, for the log
        FutureTask<Arrived> response = new FutureTask<>(() -> {
            MDC.setContextMap(scope == null ? Map.of() : scope);
            return arrived(start, request.apply(start));
        });
        requested.add(new Page(start, response));
        Thread _ = Thread.startVirtualThread(response);
    }

    private synchronized Arrived arrived(long start, TdMessage response) {
        long[] ids = response.messageIds();
        long last = ids.length == 0 ? start : ids[ids.length - 1];
        next = last;
        isNextKnown = last != start;
        seen += ids.length;
        requestAhead();
        return new Arrived(response, last == start);
    }

    private void requestAhead() {
        if (isNextKnown && seen < most && requested.size() < AHEAD) {
            request();
        }
    }

    private static Arrived await(Page page) {
        try {
            return page.response().get();
        } catch (InterruptedException e) {
            boolean _ = page.response().cancel(true);
            Thread.currentThread().interrupt();
            throw TdErrors.interrupted("the request for a page");
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException failure -> failure;
                case null, default -> new IllegalStateException(e.getCause());
            };
        }
    }
}
