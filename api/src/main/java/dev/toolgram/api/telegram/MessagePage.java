package dev.toolgram.api.telegram;

import java.util.List;
import java.util.Objects;

/**
 * A page of a chat's messages (td_api {@code messages}).
 *
 * @param totalCount the number of all messages, estimated by Telegram
 * @param messages the messages of this page, newest first, without those that are still being sent
 */
public record MessagePage(int totalCount, List<Message> messages) {

    /** Creates a page. Drops nulls: a message that is still being sent is read as {@code null}. */
    public MessagePage {
        messages = messages.stream().filter(Objects::nonNull).toList();
    }

    /**
     * Returns this page without a message and newer ones.
     *
     * @param tdlibId the TDLib id of the message; 0 keeps all
     * @return a page with the same total count, perhaps without messages
     */
    public MessagePage olderThan(long tdlibId) {
        return new MessagePage(
                totalCount,
                messages.stream()
                        .filter(message -> tdlibId == 0 || Message.tdlibId(message.id()) < tdlibId)
                        .toList());
    }
}
