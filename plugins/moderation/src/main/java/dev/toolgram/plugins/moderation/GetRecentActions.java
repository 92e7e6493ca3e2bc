package dev.toolgram.plugins.moderation;

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
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetChatEventLog;
import dev.toolgram.tdlib.GetUser;
import dev.toolgram.tdlib.MessageSender;
import dev.toolgram.tdlib.MessageSenderChat;
import dev.toolgram.tdlib.MessageSenderUser;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists what administrators and members did (td_api {@code getChatEventLog}). */
final class GetRecentActions implements Tool<GetRecentActions.Input, List<GetRecentActions.Action>> {

    record Input(
            @Description(Parameter.CHAT) ChatReference chat,

            @Description("The maximum number of actions.") @DefaultValue("20") @Min(1) @Max(100)
            int limit,

            @Description("Only actions older than the one with this id: the last id of the page before.")
            @Pattern(regexp = "[1-9][0-9]{0,18}")
            @Nullable
            String before,

            @Description("Only actions that mention this text or a user of this name.")
            @Size(min = 1, max = 128)
            @Nullable
            String search) {}

    record Action(
            @Description("The id, a text because it has more digits than some JSON parsers keep.")
            String id,

            @Description("When it happened, ISO 8601 in UTC.")
            OffsetDateTime date,

            @Description("Who did it.") Entity by,

            @Description("What was done: message_deleted, member_promoted, member_restricted (also bans), …; other for"
                    + " a kind that is not reported in detail.")
            String action,

            @Description("Whom it concerns, if another user.") @Nullable
            Entity user,

            @Description("The value before: a status such as member or banned, a title, a text.") @Nullable
            String before,

            @Description("The value afterwards.") @Nullable String after,

            @Description("The message that it concerns.") @Nullable
            Message message) {}

    private final TelegramClient telegram;

    GetRecentActions(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, List<Action>> definition() {
        return ToolDefinition.named("get_recent_actions")
                .title("List recent actions")
                .description("Returns what administrators and members did in a supergroup or channel in the last 48"
                        + " hours, newest first: deleted messages, bans, promotions, joins, changed settings. Only for"
                        + " administrators. For older ones repeat the call with before set to the last id, until the"
                        + " list is empty. For messages use get_messages.")
                .input(Input.class)
                .outputList(Action.class)
                .route(Route.get("/api/chats/{chat}/actions"))
                .effect(Effect.READ)
                .cost(Cost.FULL)
                .build();
    }

    @Override
    public List<Action> call(Input input, ToolContext context) {
        Group group = Group.resolve(telegram, input.chat());
        if (group.isBasic()) {
            throw ToolException.invalidInput(
                    "chat", "A basic group keeps no log of actions: use a supergroup or channel");
        }
        long before = input.before() == null ? 0 : id(input.before());
        String search = input.search() == null ? "" : input.search();
        return telegram
                .send(
                        new GetChatEventLog(group.chatId(), search, before, input.limit(), null, List.of()),
                        ActionLog.class)
                .events()
                .stream()
                .map(this::action)
                .toList();
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ToolException.invalidInput("before", "There is no such id: use the id of an action");
        }
    }

    private Action action(ActionLog.Event event) {
        Details details = details(event.action());
        return new Action(
                Long.toString(event.id()),
                Instant.ofEpochSecond(event.date()).atOffset(ZoneOffset.UTC),
                entity(event.memberId()),
                event.action() == null ? "other" : name(event.action()),
                details.user(),
                details.before(),
                details.after(),
                details.message());
    }

    /** {@code ChatEventMemberLeft} is {@code member_left}. */
    private static String name(ActionLog.ChatEventAction action) {
        String words = action.getClass().getSimpleName().substring("ChatEvent".length());
        return words.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private record Details(
            @Nullable Entity user,
            @Nullable String before,
            @Nullable String after,
            @Nullable Message message) {
        static final Details NONE = new Details(null, null, null, null);

        static Details of(Message message) {
            return new Details(null, null, null, message);
        }

        static Details of(@Nullable Entity user, @Nullable String before, @Nullable String after) {
            return new Details(user, before, after, null);
        }
    }

    private Details details(ActionLog.@Nullable ChatEventAction action) {
        return switch (action) {
            case ActionLog.ChatEventMessageEdited(Message old, Message now) ->
                new Details(null, old.text(), now.text(), now);
            case ActionLog.ChatEventMessageDeleted(Message message) -> Details.of(message);
            case ActionLog.ChatEventMessagePinned(Message message) -> Details.of(message);
            case ActionLog.ChatEventMessageUnpinned(Message message) -> Details.of(message);
            case ActionLog.ChatEventPollStopped(Message message) -> Details.of(message);
            case ActionLog.ChatEventMemberJoinedByInviteLink(var link) -> Details.of(null, null, link.inviteLink());
            case ActionLog.ChatEventMemberJoinedByRequest(long approver) -> Details.of(user(approver), null, null);
            case ActionLog.ChatEventMemberInvited(long user) -> Details.of(user(user), null, null);
            case ActionLog.ChatEventMemberPromoted(long user, var old, var now) ->
                Details.of(user(user), Roles.text(old), Roles.text(now));
            case ActionLog.ChatEventMemberRestricted(var member, var old, var now) ->
                Details.of(entity(member), Roles.text(old), Roles.text(now));
            case ActionLog.ChatEventMemberTagChanged(long user, String old, String now) ->
                Details.of(user(user), old, now);
            case ActionLog.ChatEventTitleChanged(String old, String now) -> Details.of(null, old, now);
            case ActionLog.ChatEventDescriptionChanged(String old, String now) -> Details.of(null, old, now);
            case ActionLog.ChatEventUsernameChanged(String old, String now) -> Details.of(null, old, now);
            case ActionLog.ChatEventSlowModeDelayChanged(int old, int now) -> Details.of(null, old + " s", now + " s");
            case ActionLog.ChatEventInviteLinkEdited(var link) -> Details.of(null, null, link.inviteLink());
            case ActionLog.ChatEventInviteLinkRevoked(var link) -> Details.of(null, link.inviteLink(), null);
            case ActionLog.ChatEventInviteLinkDeleted(var link) -> Details.of(null, link.inviteLink(), null);
            case null, default -> Details.NONE;
        };
    }

    private Entity entity(MessageSender sender) {
        return switch (sender) {
            case MessageSenderUser(long id) -> user(id);
            case MessageSenderChat(long id) -> telegram.send(new GetChat(id), Entity.class);
        };
    }

    private Entity user(long id) {
        return telegram.send(new GetUser(id), Entity.class);
    }
}
