package dev.toolgram.plugins.drafts;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** Removes a draft (td_api {@code setChatDraftMessage}). */
final class ClearDraft implements Tool<ClearDraft.Input, Done> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The topic of a forum that the draft is for; list_topics has the ids.") @Nullable @Positive
            Long topicId) {}

    private final TelegramClient telegram;

    ClearDraft(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("clear_draft")
                .title("Clear a draft")
                .description("Removes the draft of a chat, also one that the user wrote. Succeeds if there is none."
                        + " get_drafts lists them; to replace a draft use save_draft.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.delete("/api/drafts"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .cost(Cost.SEND)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        long chatId = telegram.resolve("chat", input.chat());
        var _ = telegram.send(new Td.SetChatDraftMessage(chatId, Topics.find(telegram, chatId, input.topicId()), null));
        return Done.OK;
    }
}
