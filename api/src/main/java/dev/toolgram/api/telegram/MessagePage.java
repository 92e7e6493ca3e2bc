package dev.toolgram.api.telegram;

import java.util.List;
import java.util.Objects;

/**
 * Some messages of a chat (td_api {@code messages}).
 *
 * @param totalCount the number of all messages, estimated by Telegram
 * @param messages the messages of this page, newest first, without those that are still being sent
 */
public record MessagePage(int totalCount, List<Message> messages) {

    /** Leaves out {@code null}, as which a message that is still being sent is read. */
    public MessagePage {
        messages = messages.stream().filter(Objects::nonNull).toList();
    }

    /**
     * Only the messages older than one.
     *
     * @param tdlibId its TDLib id; 0 for all messages
     * @return a page with the same total
     */
    public MessagePage olderThan(long tdlibId) {
        return new MessagePage(
                totalCount,
                messages.stream()
                        .filter(message -> tdlibId == 0 || Message.tdlibId(message.id()) < tdlibId)
                        .toList());
    }
}
