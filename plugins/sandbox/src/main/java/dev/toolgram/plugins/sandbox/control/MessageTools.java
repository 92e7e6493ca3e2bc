package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.plugins.sandbox.Sandbox;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody else writes to the account. */
public final class MessageTools {
    private MessageTools() {}

    /** The tools. */
    public static List<Tool<?, ?>> all() {
        return List.of(receive(), addMessages(), forgetUpdates());
    }

    record Receive(
            @Description("The chat: a user's, group's or channel's bare or marked id.")
            long chatId,

            @Description("Who writes: a user's id. Left out: the other one in a private chat, the owner elsewhere.")
            @Nullable
            Long from,

            @Description("What is written.") @NotBlank @Size(max = 4096)
            String text) {}

    record Stored(
            @Description("The chat's bare id.") long chatId,

            @Description("The message's id, as callers see it.")
            int id) {}

    record AddMessages(
            @Description("The chat: a user's, group's or channel's bare or marked id.")
            long chatId,

            @Description("How many.") @Min(1) @Max(100_000) int count,

            @Description("What they begin with; a number follows.") @DefaultValue("message") @NotBlank @Size(max = 4000)
            String text,

            @Description("Who writes: a user's id. Left out: the other one in a private chat, the owner elsewhere.")
            @Nullable
            Long from) {}

    record Added(
            @Description("The chat's bare id.") long chatId,
            @Description("The id of the first new message.") int firstId,
            @Description("The id of the last one.") int lastId) {}

    private static Tool<Receive, Stored> receive() {
        return ControlTool.writing(
                "sandbox_receive",
                "Receive a message",
                "Has somebody write to the account of the sandbox, as it would arrive from "
                        + "Telegram: stored, and pushed to every client.",
                Receive.class,
                Stored.class,
                (sandbox, input) -> {
                    Writer writer = writer(sandbox, input.chatId(), input.from());
                    int id = sandbox.posting().receive(writer.chat(), writer.person(), input.text(), null);
                    return new Stored(writer.chat().id(), id);
                });
    }

    private static Tool<AddMessages, Added> addMessages() {
        return ControlTool.writing(
                "sandbox_add_messages",
                "Fill a chat",
                "Stores many messages in a chat of the sandbox at once, numbered from 1. Clients "
                        + "are only told that they missed something, as after a long absence.",
                AddMessages.class,
                Added.class,
                (sandbox, input) -> {
                    Writer writer = writer(sandbox, input.chatId(), input.from());
                    int last = sandbox.posting().fill(writer.chat(), writer.person(), input.text(), input.count());
                    return new Added(writer.chat().id(), last - input.count() + 1, last);
                });
    }

    private static Tool<NoInput, Done> forgetUpdates() {
        return ControlTool.writing(
                "sandbox_forget_updates",
                "Forget the missed updates",
                "Forgets what has happened in private chats and basic groups of the sandbox, as "
                        + "Telegram does after a long time: a client that comes back is told that it missed too "
                        + "much, and gets none of it as updates.",
                NoInput.class,
                Done.class,
                (sandbox, input) -> {
                    ServerState state = sandbox.state();
                    synchronized (state) {
                        state.shared().beginHere();
                    }
                    return Done.OK;
                });
    }

    private record Writer(Peer chat, long person) {}

    private static Writer writer(Sandbox sandbox, long chatId, @Nullable Long from) {
        ServerState state = sandbox.state();
        synchronized (state) {
            Peer chat = ChatLookup.find(state, chatId);
            long person = from == null ? ChatLookup.somebodyIn(state, chat) : from;
            if (state.person(person) == null) {
                throw ToolException.invalidInput("from", "there is no user %d in the sandbox".formatted(person));
            }
            return new Writer(chat, person);
        }
    }
}
