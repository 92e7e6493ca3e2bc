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
import dev.toolgram.tdlib.BlockListMain;
import dev.toolgram.tdlib.MessageSenderUser;
import dev.toolgram.tdlib.SetMessageSenderBlockList;

/** Blocks a user (td_api {@code setMessageSenderBlockList}). */
final class BlockUser implements Tool<BlockUser.Input, Done> {

    record Input(@Description(Users.DESCRIPTION) ChatReference user) {}

    private final TelegramClient telegram;

    BlockUser(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("block_user")
                .title("Block a user")
                .description(
                        "Blocks a user: they can no longer write to this account, call it or see when it is online, and are"
                                + " not told. The chat stays; a contact remains a contact. To remove somebody from a group use ban_user.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/users/block"))
                .effect(Effect.DESTRUCTIVE.repeatable())
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        long id = Users.resolve(telegram, input.user());
        var _ = telegram.send(new SetMessageSenderBlockList(new MessageSenderUser(id), new BlockListMain()));
        return Done.OK;
    }
}
