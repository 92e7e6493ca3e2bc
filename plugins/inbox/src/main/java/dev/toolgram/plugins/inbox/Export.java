package dev.toolgram.plugins.inbox;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a chat, the newest first, a page at a time. For one thread. */
final class Export {

    /** The time left for another page: a partial export says so, a time-out has nothing. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    /** The state after a page. */
    enum State {
        /** There may be more. */
        RUNNING,
        /** All that was asked for is read. */
        COMPLETE,
        /** The time or the space is used up. */
        STOPPED
    }

    private final int limit;
    private final @Nullable OffsetDateTime since;
    private final Iterator<MessagePage> pages;
    private final ToolContext context;
    private long before;
    private int written;

    /**
     * An export that has not begun.
     *
     * @param before only messages older than this id; 0 for all
     * @param since only messages of this time or later
     */
    Export(History history, long before, int limit, @Nullable OffsetDateTime since, ToolContext context) {
        this.limit = limit;
        this.since = since;
        this.pages = history.olderThan(before, limit);
        this.context = context;
        this.before = before;
    }

    /** The number of messages so far. */
    int written() {
        return written;
    }

    /** The id of the last message so far, or where the export starts. */
    long before() {
        return before;
    }

    /** Adds the next page. */
    State next(JsonLines lines) {
        if (context.isCancelled()) {
            throw new ToolException(ErrorCode.TIMEOUT, "The export was cancelled.");
        }
        if (context.remaining().compareTo(RESERVE) < 0) {
            return State.STOPPED;
        }
        MessagePage page = pages.next();
        for (Message message : page.messages()) {
            if (written == limit || isTooOld(message)) {
                return State.COMPLETE;
            }
            if (!lines.write(message)) {
                return State.STOPPED;
            }
            before = message.id();
            written++;
        }
        if (!pages.hasNext() || written == limit) {
            return State.COMPLETE;
        }
        double total = Math.max(written, Math.min(page.totalCount(), limit));
        context.progress(written, total, "reading messages");
        return State.RUNNING;
    }

    private boolean isTooOld(Message message) {
        return since != null && message.date().isBefore(since);
    }
}
