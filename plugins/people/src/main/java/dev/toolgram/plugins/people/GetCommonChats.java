package dev.toolgram.plugins.people;

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
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetGroupsInCommon;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;

/** Lists the groups that a user and the account are in (td_api {@code getGroupsInCommon}). */
final class GetCommonChats implements Tool<GetCommonChats.Input, List<Entity>> {

    /** TDLib's maximum per request. */
    private static final int PAGE = 100;

    record Input(
            @Description(Users.DESCRIPTION) ChatReference user,

            @Description("The maximum number of groups.") @DefaultValue("50") @Min(1) @Max(200)
            int limit,

            @Description("Skip this many groups: for the next page, those that were returned so far.")
            @DefaultValue("0")
            @Min(0)
            int offset) {}

    private final TelegramClient telegram;

    GetCommonChats(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Entity>> definition() {
        return ToolDefinition.named("get_common_chats")
                .title("List groups in common")
                .description(
                        "Returns the groups that both a user and this account are members of; channels are not among"
                                + " them. For the members of a group use get_participants.")
                .input(Input.class)
                .outputList(Entity.class)
                .route(Route.get("/api/users/{user}/common_chats"))
                .effect(Effect.READ)
                .cost(Cost.FULL)
                .build();
    }

    @Override
    public List<Entity> call(Input input, ToolContext context) {
        long id = Users.resolve(telegram, input.user());
        List<Long> chats = new ArrayList<>();
        while (chats.size() < (long) input.offset() + input.limit()) {
            long last = chats.isEmpty() ? 0 : chats.getLast();
            List<Long> page =
                    telegram.send(new GetGroupsInCommon(id, last, PAGE)).chatIds();
            if (page.isEmpty()) {
                break;
            }
            chats.addAll(page);
        }
        return chats.stream()
                .skip(input.offset())
                .limit(input.limit())
                .map(chat -> telegram.send(new GetChat(chat), Entity.class))
                .toList();
    }
}
