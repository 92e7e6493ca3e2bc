package dev.toolgram.plugins.people;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.MessageSenderUser;
import dev.toolgram.tdlib.SetMessageSenderBlockList;

/** Unblocks a user (td_api {@code setMessageSenderBlockList}). */
final class UnblockUser implements Tool<UnblockUser.Input, Done> {

    record Input(@Description(Users.DESCRIPTION) ChatReference user) {}

    private final TelegramClient telegram;

    UnblockUser(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("unblock_user")
                .title("Unblock a user")
                .description(
                        "Lets a user who was blocked write to this account again. No error if the user is not blocked.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/users/unblock"))
                .effect(Effect.WRITE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        long id = Users.resolve(telegram, input.user());
        var _ = telegram.send(new SetMessageSenderBlockList(new MessageSenderUser(id), null));
        return Done.OK;
    }
}
