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
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatMember;
import dev.toolgram.tdlib.ChatTypeBasicGroup;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetBasicGroupFullInfo;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetSupergroupMembers;
import dev.toolgram.tdlib.GetUser;
import dev.toolgram.tdlib.MessageSenderChat;
import dev.toolgram.tdlib.MessageSenderUser;
import dev.toolgram.tdlib.SupergroupMembersFilter;
import dev.toolgram.tdlib.SupergroupMembersFilterSearch;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the members of a group or channel (td_api {@code getSupergroupMembers}, {@code getBasicGroupFullInfo}). */
final class GetParticipants implements Tool<GetParticipants.Input, List<Entity>> {

    record Input(
            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The maximum number of members.") @DefaultValue("100") @Min(1) @Max(1000)
            int limit,

            @Description("Only members whose name or username contains this text.") @Nullable
            String search) {}

    /** TDLib's maximum per request. */
    private static final int PAGE = 200;

    private final TelegramClient telegram;

    GetParticipants(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Entity>> definition() {
        return ToolDefinition.named("get_participants")
                .title("List members")
                .description("Returns the members of a group or channel, or those whose name contains search. Channels"
                        + " show their members only to administrators. For a single user use get_entity.")
                .input(Input.class)
                .outputList(Entity.class)
                .route(Route.get("/api/participants"))
                .effect(Effect.READ)
                .cost(Cost.FULL)
                .build();
    }

    @Override
    public List<Entity> call(Input input, ToolContext context) {
        long chatId = telegram.resolve(input.chat());
        String query = input.search() == null ? "" : input.search().strip();
        return switch (telegram.send(new GetChat(chatId)).type()) {
            case ChatTypeSupergroup(long id, boolean _) -> ofSupergroup(id, query, input.limit());
            case ChatTypeBasicGroup(long id) -> ofBasicGroup(id, query, input.limit());
            case null, default ->
                throw ToolException.invalidInput(
                        "chat", "This is a private chat, which has no members: use a group or channel");
        };
    }

    private List<Entity> ofSupergroup(long supergroupId, String query, int limit) {
        SupergroupMembersFilter filter = query.isEmpty() ? null : new SupergroupMembersFilterSearch(query);
        List<Entity> found = new ArrayList<>();
        int offset = 0;
        while (found.size() < limit) {
            List<ChatMember> page = telegram.send(new GetSupergroupMembers(supergroupId, filter, offset, PAGE))
                    .members();
            if (page.isEmpty()) {
                break;
            }
            entities(page).limit(limit - found.size()).forEach(found::add);
            offset += page.size();
        }
        return found;
    }

    private List<Entity> ofBasicGroup(long basicGroupId, String query, int limit) {
        return entities(telegram.send(new GetBasicGroupFullInfo(basicGroupId)).members())
                .filter(entity -> query.isEmpty() || matches(entity, query.toLowerCase(Locale.ROOT)))
                .limit(limit)
                .toList();
    }

    private Stream<Entity> entities(List<ChatMember> members) {
        return members.stream().map(member -> switch (member.memberId()) {
            case MessageSenderUser(long id) -> telegram.send(new GetUser(id), Entity.class);
            case MessageSenderChat(long id) -> telegram.send(new GetChat(id), Entity.class);
            case null -> throw new IllegalStateException("TDLib returned a member of unknown type");
        });
    }

    private static boolean matches(Entity entity, String query) {
        return Stream.of(entity.firstName(), entity.lastName(), entity.username(), entity.title())
                .anyMatch(name -> name != null && name.toLowerCase(Locale.ROOT).contains(query));
    }
}
