package dev.toolgram.plugins.entry;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ProcessChatJoinRequest;

/** Answers a request to join (td_api {@code processChatJoinRequest}). */
final class AnswerJoinRequest implements Tool<AnswerJoinRequest.Input, Done> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description("The user who asked: the ref from list_join_requests.") @ChatAccess(ChatAccess.Mode.READ)
            ChatReference user,

            @Description("Whether to let the user in; false declines the request.")
            boolean approve) {}

    private final TelegramClient telegram;

    AnswerJoinRequest(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Done> definition() {
        return ToolDefinition.named("answer_join_request")
                .title("Answer a request to join")
                .description("Lets a user who asked to join a group or channel in, or declines the request; a declined"
                        + " user can ask again. Needs the administrator right invite_users. For those who wait use"
                        + " list_join_requests, to add people who did not ask invite_to_group.")
                .input(Input.class)
                .output(Done.class)
                .route(Route.post("/api/chats/{chat}/join_requests"))
                .effect(Effect.WRITE)
                .cost(Cost.ADMIN)
                .previewByRunning()
                .build();
    }

    @Override
    public Done call(Input input, ToolContext context) {
        Group group = Group.resolve(telegram, input.chat());
        long user = Group.user(telegram, "user", input.user());
        var _ = telegram.send(new ProcessChatJoinRequest(group.chatId(), user, input.approve()));
        return Done.OK;
    }
}
