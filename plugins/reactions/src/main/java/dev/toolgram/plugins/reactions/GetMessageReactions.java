package dev.toolgram.plugins.reactions;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.AddedReaction;
import dev.toolgram.tdlib.AddedReactions;
import dev.toolgram.tdlib.ChatTypeBasicGroup;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetUser;
import dev.toolgram.tdlib.MessageReaction;
import dev.toolgram.tdlib.MessageSender;
import dev.toolgram.tdlib.MessageSenderChat;
import dev.toolgram.tdlib.MessageSenderUser;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the reactions to a message (td_api {@code getMessageAddedReactions}). */
final class GetMessageReactions implements Tool<GetMessageReactions.Input, GetMessageReactions.Output> {

    record Input(
            @Description("The id of the message.") @Positive long messageId,

            @Description(ChatParameter.DESCRIPTION) ChatReference chat,

            @Description("The maximum number of people.") @DefaultValue("50") @Min(1) @Max(100)
            int limit,

            @Description("next_offset of the page before; null for the first page.") @Nullable @Size(min = 1, max = 256)
            String offset) {}

    record Output(
            @Description("How often each reaction was given, the most frequent first.")
            List<Count> reactions,

            @Description("Who reacted, the newest first; empty in a channel, which does not show it.")
            List<Reactor> people,

            @Description("Pass this as offset for the next page of people; null when this is the last one.") @Nullable
            String nextOffset) {}

    record Count(
            @Description(Emoji.DESCRIPTION) String emoji,
            @Description("How often it was given.") long count,
            @Description("Given by this account.") boolean chosen) {}

    record Reactor(
            @Description("The user, or the group or channel in whose name an administrator reacted.")
            Entity user,

            @Description(Emoji.DESCRIPTION) String emoji,

            @Description("When; null if Telegram does not say.") @Nullable
            OffsetDateTime date) {}

    /** td_api {@code getMessageAddedReactions}, of all types. */
    record GetMessageAddedReactions(
            long chatId, long messageId, @Nullable String offset, int limit) implements TdFunction<AddedReactions> {}

    private final TelegramClient telegram;

    GetMessageReactions(TelegramClient telegram) {
        this.telegram = telegram;
    }

    @Override
    public ToolDefinition<Input, Output> definition() {
        return ToolDefinition.named("get_message_reactions")
                .title("Read the reactions to a message")
                .description(
                        "Returns how often each reaction was given to a message, and, where the chat shows it, by whom."
                                + " For the next page of people pass next_offset as offset. To react use set_reaction; for who"
                                + " has read a message use get_message_read_by.")
                .input(Input.class)
                .output(Output.class)
                .route(Route.get("/api/messages/{message_id}/reactions"))
                .effect(Effect.READ)
                .build();
    }

    @Override
    public Output call(Input input, ToolContext context) {
        Target target = Target.of(telegram, input.chat(), input.messageId());
        List<MessageReaction> known = target.message().reactions();
        boolean group = switch (target.chat(telegram).type()) {
            case ChatTypeSupergroup(long _, boolean channel) -> !channel;
            case ChatTypeBasicGroup _ -> true;
            case null, default -> false;
        };
        if (!group) {
            // Telegram lists the people of groups only; a private chat has two.
            List<Reactor> people = known.stream()
                    .flatMap(each -> each.recentSenderIds().stream()
                            .map(sender -> new Reactor(entity(sender), Emoji.of(each.type()), null)))
                    .toList();
            return new Output(counts(known), people, null);
        }
        AddedReactions page = telegram.send(
                new GetMessageAddedReactions(target.chatId(), target.id(), input.offset(), input.limit()));
        // TDLib counts what it was told of, which in a large group may be old; the list comes from the server.
        boolean complete = input.offset() == null && page.reactions().size() >= page.totalCount();
        return new Output(
                complete ? countsOf(page.reactions()) : counts(known),
                page.reactions().stream().map(this::reactor).toList(),
                page.nextOffset().isEmpty() ? null : page.nextOffset());
    }

    private static List<Count> counts(List<MessageReaction> known) {
        return known.stream()
                .map(each -> new Count(Emoji.of(each.type()), each.totalCount(), each.isChosen()))
                .toList();
    }

    private static List<Count> countsOf(List<AddedReaction> all) {
        Map<String, Count> counts = new LinkedHashMap<>();
        for (AddedReaction each : all) {
            counts.merge(
                    Emoji.of(each.type()),
                    new Count(Emoji.of(each.type()), 1, each.isOutgoing()),
                    (one, other) ->
                            new Count(one.emoji(), one.count() + other.count(), one.chosen() || other.chosen()));
        }
        return counts.values().stream()
                .sorted((one, other) -> Long.compare(other.count(), one.count()))
                .toList();
    }

    private Reactor reactor(AddedReaction added) {
        return new Reactor(
                entity(Objects.requireNonNull(added.senderId())), Emoji.of(added.type()), Times.of(added.date()));
    }

    private Entity entity(@Nullable MessageSender sender) {
        return switch (sender) {
            case MessageSenderUser(long id) -> telegram.send(new GetUser(id), Entity.class);
            case MessageSenderChat(long id) -> telegram.send(new GetChat(id), Entity.class);
            case null -> throw new IllegalStateException("TDLib returned a sender of unknown type");
        };
    }
}
