package dev.toolgram.plugins.messages;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a chat, or those that match a search, over as many of TDLib's pages as it takes. */
final class MessagePages {

    /** TDLib's maximum per request. */
    private static final int PAGE = 100;

    /**
     * A page of TDLib.
     *
     * @param messages newest first
     * @param next TDLib's id to continue with; 0 at the end
     */
    private record Page(List<Message> messages, long next) {}

    private interface Source {

        /** The message with TDLib's id {@code from} and older ones, after {@code -offset} newer ones. */
        Page read(long from, int offset, int limit);
    }

    private final TelegramClient telegram;
    private final long chatId;
    private final Source source;

    private MessagePages(TelegramClient telegram, long chatId, Source source) {
        this.telegram = telegram;
        this.chatId = chatId;
        this.source = source;
    }

    /** All messages of a chat. */
    static MessagePages history(TelegramClient telegram, long chatId) {
        return new MessagePages(telegram, chatId, (from, offset, limit) -> {
            List<Message> messages =
                    telegram.send(new Td.GetChatHistory(chatId, from, offset, limit, false)).messages().stream()
                            .filter(Objects::nonNull)
                            .map(message -> Objects.requireNonNull(message))
                            .toList();
            return new Page(
                    messages,
                    messages.isEmpty() ? 0 : Message.tdlibId(messages.getLast().id()));
        });
    }

    /** The messages of a chat that match all of these. */
    static MessagePages search(
            TelegramClient telegram,
            long chatId,
            String query,
            Td.@Nullable MessageSender sender,
            Td.SearchMessagesFilter filter,
            Td.@Nullable MessageTopic topic) {
        return new MessagePages(telegram, chatId, (from, offset, limit) -> {
            Td.FoundChatMessages found =
                    telegram.send(new Td.SearchChatMessages(chatId, topic, query, sender, from, offset, limit, filter));
            return new Page(found.messages(), found.nextFromMessageId());
        });
    }

    /**
     * The newest messages.
     *
     * @param before only messages older than this id; 0 for all
     * @param since only messages of this time or later
     * @param until only messages of this time or earlier
     */
    List<Message> newest(int limit, long before, @Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
        long end = before;
        if (until != null) {
            long last = lastBy(until.toEpochSecond());
            end = before == 0 ? last + 1 : Math.min(before, last + 1);
            if (last == 0) {
                return List.of();
            }
        }
        List<Message> found = new ArrayList<>();
        long from = Message.tdlibId(end);
        boolean more = true;
        while (more && found.size() < limit) {
            // A page includes its start message, which is dropped, so request one more. TDLib first returns the
            // messages it has locally, often only one.
            Page page = source.read(from, 0, Math.min(PAGE, limit - found.size() + (from == 0 ? 0 : 1)));
            int before1 = found.size();
            for (Message message : page.messages()) {
                if (since != null && message.date().isBefore(since)) {
                    more = false;
                } else if ((end == 0 || message.id() < end) && found.size() < limit) {
                    found.add(message);
                }
            }
            if (!found.isEmpty()) {
                end = found.getLast().id();
            }
            more &= page.next() != 0 && (found.size() > before1 || page.next() != from);
            from = page.next();
        }
        return found;
    }

    /**
     * The oldest messages, oldest first.
     *
     * @param after only messages newer than this id; 0 for all
     * @param since as in {@link #newest}
     * @param until as in {@link #newest}
     */
    List<Message> oldest(int limit, long after, @Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
        long start = since == null ? after : Math.max(after, lastBy(since.toEpochSecond() - 1));
        List<Message> found = new ArrayList<>();
        while (found.size() < limit) {
            long from = start;
            List<Message> page = source.read(Message.tdlibId(Math.max(from, 1)), 1 - PAGE, PAGE).messages().stream()
                    .filter(message -> message.id() > from)
                    .filter(message -> until == null || !message.date().isAfter(until))
                    .sorted(Comparator.comparingLong(Message::id))
                    .limit(limit - found.size())
                    .toList();
            if (page.isEmpty()) {
                break;
            }
            found.addAll(page);
            start = page.getLast().id();
        }
        return found;
    }

    /** The id of the last message up to a time in seconds; 0 when there is none. */
    private long lastBy(long time) {
        try {
            return telegram.send(new Td.GetChatMessageByDate(chatId, (int) Math.clamp(time, 1, Integer.MAX_VALUE)))
                    .id();
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) { // "Not Found"
                return 0;
            }
            throw e;
        }
    }
}
