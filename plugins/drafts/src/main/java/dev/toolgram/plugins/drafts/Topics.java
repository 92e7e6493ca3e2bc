package dev.toolgram.plugins.drafts;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramClient;
import org.jspecify.annotations.Nullable;

/** The field {@code topic_id}. */
final class Topics {

    private Topics() {}

    /**
     * Returns the topic of a forum. TDLib saves the draft of a missing topic without an error.
     *
     * @param id {@code null} for the draft of the chat itself
     * @throws ToolException {@code INVALID_INPUT} on that field if the chat has no such topic
     */
    static Td.@Nullable MessageTopic find(TelegramClient telegram, long chatId, @Nullable Long id) {
        if (id == null) {
            return null;
        }
        try {
            var _ = telegram.send(new Td.GetForumTopic(chatId, id));
        } catch (ToolException e) {
            if (e.problems().stream().anyMatch(problem -> problem.path().isEmpty())) {
                throw ToolException.invalidInput(
                        "topic_id", "topic %d not found in chat: list_topics shows the ids".formatted(id));
            }
            throw e;
        }
        return new Td.MessageTopic.MessageTopicForum(id);
    }
}
