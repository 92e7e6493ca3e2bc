package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.plugins.sandbox.Sandbox;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.Polls;
import dev.toolgram.plugins.sandbox.model.Reactions;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody else reacts, votes and reads. */
public final class InteractionTools {
    private static final String CHAT = "The chat: a user's, group's or channel's bare or marked id.";
    private static final String FROM = "Who does it: a user's id.";

    private InteractionTools() {}

    /** The tools. */
    public static List<Tool<?, ?>> all() {
        return List.of(react(), vote(), read());
    }

    record React(
            @Description(CHAT) long chatId,
            @Description("The message's id.") @Positive int messageId,
            @Description(FROM) long from,

            @Description("The emoji; left out, the reaction is removed.") @Nullable @Size(min = 1, max = 16)
            String emoji) {}

    record Vote(
            @Description(CHAT) long chatId,
            @Description("The message's id.") @Positive int messageId,
            @Description(FROM) long from,

            @Description("The indices of the options; empty takes the vote back.")
            List<@PositiveOrZero Integer> options) {}

    record Read(
            @Description(CHAT) long chatId,
            @Description(FROM) long from,

            @Description("Up to this message; 0 is the newest.") @DefaultValue("0") @PositiveOrZero
            int maxId) {}

    private static Tool<React, Done> react() {
        return ControlTool.writing(
                "sandbox_react",
                "React to a message",
                "Has somebody react to a message in the sandbox.",
                React.class,
                Done.class,
                (sandbox, input) -> act(
                        sandbox,
                        input.chatId(),
                        input.from(),
                        _ -> TlObject.of("messages.sendReaction", "msg_id", input.messageId())
                                .with(
                                        "reaction",
                                        input.emoji() == null ? null : List.of(Reactions.reaction(input.emoji())))));
    }

    private static Tool<Vote, Done> vote() {
        return ControlTool.writing(
                "sandbox_vote",
                "Vote in a poll",
                "Has somebody vote in a poll of the sandbox.",
                Vote.class,
                Done.class,
                (sandbox, input) -> act(
                        sandbox,
                        input.chatId(),
                        input.from(),
                        chat -> TlObject.of("messages.sendVote", "msg_id", input.messageId())
                                .with("options", options(sandbox.state(), chat, input))));
    }

    private static List<byte[]> options(ServerState state, Conversation chat, Vote input) {
        Message message = chat.message(input.messageId());
        Polls.Poll poll = state.polls().of(message);
        if (poll == null) {
            throw ToolException.invalidInput("message_id", "this message has no poll");
        }
        List<TlObject> answers = poll.tl().objects("answers");
        return input.options().stream()
                .filter(index -> index < answers.size())
                .map(index -> answers.get(index).bytes("option"))
                .toList();
    }

    private static Tool<Read, Done> read() {
        return ControlTool.writing(
                "sandbox_read",
                "Read a chat",
                "Has somebody read the account's messages in a chat of the sandbox.",
                Read.class,
                Done.class,
                (sandbox, input) -> act(
                        sandbox,
                        input.chatId(),
                        input.from(),
                        _ -> TlObject.of("messages.readHistory", "max_id", input.maxId())));
    }

    private static Done act(Sandbox sandbox, long chatId, long person, Function<Conversation, TlObject> function) {
        ServerState state = sandbox.state();
        TlObject asked;
        synchronized (state) {
            Peer peer = ChatLookup.find(state, chatId);
            if (state.person(person) == null) {
                throw ToolException.invalidInput("from", "there is no user %d in the sandbox".formatted(person));
            }
            asked = function.apply(state.conversation(peer)).with("peer", peer.toInput());
        }
        try {
            sandbox.api().callBy(person, asked);
        } catch (RpcError e) {
            throw ToolException.invalidInput("message_id", "refused: " + e.text());
        }
        return Done.OK;
    }
}
