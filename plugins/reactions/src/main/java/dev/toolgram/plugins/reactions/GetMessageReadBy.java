package dev.toolgram.plugins.reactions;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatTypePrivate;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetMessageReadDate;
import dev.toolgram.tdlib.GetMessageViewers;
import dev.toolgram.tdlib.GetUser;
import dev.toolgram.tdlib.MessageReadDateRead;
import jakarta.validation.constraints.Positive;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says who has read a message (td_api {@code getMessageViewers}, {@code getMessageReadDate}). */
final class GetMessageReadBy implements Tool<GetMessageReadBy.Input, GetMessageReadBy.Output> {

    record Input(
            @Description("The id of a message that this account sent.") @Positive
            long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat) {}

    record Output(
            @Description("Who has read it; empty if nobody has.")
            List<Reader> readBy) {}

    record Reader(
            @Description("The user.") Entity user,

            @Description("When; null if it is longer ago than Telegram keeps it, or hidden by the privacy settings of"
                    + " either side.")
            @Nullable
            OffsetDateTime date) {}

    private static final String RULE =
            "Telegram says who has read a message of your own for seven days, in private chats"
                    + " and in groups of up to 100 members";

    private final TelegramClient telegram;

    GetMessageReadBy(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Output> definition() {
        return ToolDefinition.named("get_message_read_by")
                .title("See who has read a message")
                .description("Returns who has read a message that this account sent, and when. " + RULE
                        + "; in a private chat, whether it was read is known for longer. For reactions use"
                        + " get_message_reactions.")
                .input(Input.class)
                .output(Output.class)
                .route(Route.get("/api/messages/{message_id}/read_by"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public Output call(Input input, ToolContext context) {
        Target target = Target.of(telegram, input.chat(), input.messageId());
        Target.Chat chat = target.chat(telegram);
        if (chat.type() instanceof ChatTypeSupergroup(long _, boolean channel) && channel) {
            throw ToolException.invalidInput(
                    "chat", "Channels do not show their readers: get_messages returns the number of views");
        }
        if (!target.message().isOutgoing()) {
            throw Target.refused("This account did not send message %d. %s".formatted(input.messageId(), RULE));
        }
        return chat.type() instanceof ChatTypePrivate(long user)
                ? new Output(readers(target, chat, user))
                : new Output(viewers(target, input.messageId()));
    }

    private List<Reader> readers(Target target, Target.Chat chat, long user) {
        if (chat.lastReadOutboxMessageId() < target.id()) {
            return List.of();
        }
        return List.of(new Reader(user(user), date(target)));
    }

    private @Nullable OffsetDateTime date(Target target) {
        try {
            return telegram.send(new GetMessageReadDate(target.chatId(), target.id()))
                            instanceof MessageReadDateRead(long date)
                    ? Times.of(date)
                    : null;
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) { // TDLib knows that Telegram would not say
                return null;
            }
            throw e;
        }
    }

    private List<Reader> viewers(Target target, long messageId) {
        try {
            return telegram.send(new GetMessageViewers(target.chatId(), target.id())).viewers().stream()
                    .map(viewer -> new Reader(user(viewer.userId()), Times.of(viewer.viewDate())))
                    .toList();
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw Target.refused("The readers of message %d are not known. %s".formatted(messageId, RULE));
            }
            throw e;
        }
    }

    private Entity user(long id) {
        return telegram.send(new GetUser(id), Entity.class);
    }
}
