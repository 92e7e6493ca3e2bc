package dev.toolgram.plugins.chats;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.CreateNewSupergroupChat;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Creates a supergroup or a channel (td_api {@code createNewSupergroupChat}). */
final class CreateGroup implements Tool<CreateGroup.Input, Entity> {

    record Input(
            @Description("The title, 1 to 255 characters; Telegram currently accepts up to 128.")
            @NotBlank
            @Size(min = 1, max = 255)
            String title,

            @Description(
                    "Create a supergroup, where all members can write; false: a channel, where only administrators can.")
            @DefaultValue("true")
            boolean megagroup) {}

    /** TDLib silently truncates longer titles. It counts code points, without surrounding white space. */
    private static final int TELEGRAMS_LIMIT = 128;

    private final TelegramClient telegram;

    CreateGroup(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Entity> definition() {
        return ToolDefinition.named("create_group")
                .title("Create a group or channel")
                .description("Creates a supergroup or channel owned by the account and returns it. Calling twice"
                        + " creates two. To join an existing one use join_chat.")
                .input(Input.class)
                .output(Entity.class)
                .route(Route.post("/api/chats"))
                .effect(Effect.WRITE)
                .cost(Cost.CREATE)
                .previewByRunning()
                .build();
    }

    @Override
    public Entity call(Input input, ToolContext context) {
        String title = input.title().strip();
        int length = title.codePointCount(0, title.length());
        if (length > TELEGRAMS_LIMIT) {
            throw ToolException.invalidInput(
                    "title",
                    "Title too long: Telegram accepts up to %d characters, this title has %d; nothing was created"
                            .formatted(TELEGRAMS_LIMIT, length));
        }
        return telegram.send(
                new CreateNewSupergroupChat(input.title(), false, !input.megagroup(), "", null, 0, false),
                Entity.class);
    }
}
