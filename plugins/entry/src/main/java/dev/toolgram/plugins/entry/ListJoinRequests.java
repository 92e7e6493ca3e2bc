package dev.toolgram.plugins.entry;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatJoinRequest;
import dev.toolgram.tdlib.GetChatJoinRequests;
import dev.toolgram.tdlib.GetUser;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists who asked to join a chat (td_api {@code getChatJoinRequests}). */
final class ListJoinRequests implements Tool<ListJoinRequests.Input, List<ListJoinRequests.Request>> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description("The maximum number of requests.") @DefaultValue("20") @Min(1) @Max(100)
            int limit,

            @Description(
                    "Only requests after that of the user with this id: the last one of the page before; give after_date"
                            + " too.")
            @Min(1)
            @Nullable
            Long afterId,

            @Description("The date of that request.") @Nullable
            OffsetDateTime afterDate) {}

    record Request(
            @Description("Who asked.") Entity user,
            @Description("When, ISO 8601 in UTC.") OffsetDateTime date,

            @Description("What the user says about themselves.")
            String bio) {}

    private final TelegramClient telegram;

    ListJoinRequests(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Request>> definition() {
        return ToolDefinition.named("list_join_requests")
                .title("List requests to join")
                .description("Returns who asked to join a group or channel and waits for an answer, newest first. Needs"
                        + " the administrator right invite_users. For more repeat the call with after_id and"
                        + " after_date of the last request, until the list is empty. To answer use"
                        + " answer_join_request.")
                .input(Input.class)
                .outputList(Request.class)
                .route(Route.get("/api/chats/{chat}/join_requests"))
                .effect(Effect.READ)
                .cost(Cost.FULL)
                .build();
    }

    @Override
    public List<Request> call(Input input, ToolContext context) {
        Group group = Group.resolve(telegram, input.chat());
        ChatJoinRequest after = input.afterId() == null
                ? null
                : new ChatJoinRequest(
                        input.afterId(),
                        input.afterDate() == null ? 0 : input.afterDate().toEpochSecond(),
                        "");
        return telegram.send(new GetChatJoinRequests(group.chatId(), "", "", after, input.limit())).requests().stream()
                .map(each -> new Request(
                        telegram.send(new GetUser(each.userId()), Entity.class), Invite.time(each.date()), each.bio()))
                .toList();
    }
}
