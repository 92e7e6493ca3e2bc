package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.plugins.sandbox.Sandbox;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.Page;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tools that return the state of the server, independent of its clients. */
public final class InspectionTools {
    private static final Effect EFFECT = Effect.READ.closedWorld();

    private InspectionTools() {}

    /** The tools. */
    public static List<Tool<?, ?>> all() {
        return List.of(calls(), count(), messages());
    }

    record Calls(
            @Description("Begin at zero afterwards.") @DefaultValue("false")
            boolean reset) {}

    record MethodCalls(
            @Description("The API method; (unknown) counts what the schema does not have.")
            String method,

            @Description("How often it was called, wanted or not.")
            long count) {}

    record Count(
            @Description("The text.") @NotBlank String text,

            @Description("Whether messages that only begin with the text count, too.") @DefaultValue("false")
            boolean prefix) {}

    record Place(
            @Description("The chat's bare id.") long chatId,

            @Description("The message's id, as callers see it.")
            int id,

            @Description("The message's text.") String text) {}

    record Counted(
            @Description("How many messages are stored with this text.")
            int count,

            @Description("Where.") List<Place> places) {}

    record Messages(
            @Description("The chat: a user's, group's or channel's bare or marked id.")
            long chatId,

            @Description("How many at most.") @DefaultValue("20") @Min(1) @Max(100)
            int limit) {}

    record StoredMessage(
            @Description("The message's id, as callers see it.")
            int id,

            @Description("When it was sent.") Instant date,

            @Description("Who wrote it; null for a channel's post.") @Nullable
            Long from,

            @Description("Whether the account sent it.") boolean out,
            @Description("The text or caption.") String text,

            @Description("What hangs on it, as Telegram's schema calls it.") @Nullable
            String media,

            @Description("What it replies to.") @Nullable Integer replyTo,
            @Description("Whether it was forwarded.") boolean forwarded,

            @Description("Whether it was sent without a sound.")
            boolean silent,

            @Description("Whether it was edited.") boolean edited) {}

    private static Tool<Calls, List<MethodCalls>> calls() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_calls")
                        .title("Count calls")
                        .description("How often each API method was called since the start or the last reset.")
                        .input(Calls.class)
                        .outputList(MethodCalls.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    List<MethodCalls> calls = new ArrayList<>();
                    sandbox.dataCentre()
                            .counts()
                            .snapshot()
                            .forEach((method, count) -> calls.add(new MethodCalls(method, count)));
                    if (input.reset()) {
                        sandbox.dataCentre().counts().reset();
                    }
                    return List.copyOf(calls);
                });
    }

    private static Tool<Count, Counted> count() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_count")
                        .title("Count stored messages")
                        .description("How many messages of any chat of the sandbox have a text, and where they are.")
                        .input(Count.class)
                        .output(Counted.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                InspectionTools::find);
    }

    private static Counted find(Sandbox sandbox, Count input) {
        List<Place> places = new ArrayList<>();
        ServerState state = sandbox.state();
        synchronized (state) {
            for (Conversation conversation : state.conversations()) {
                for (int id : conversation.ids().stream().toArray()) {
                    Message message = conversation.message(id);
                    if (message != null && fits(message.text(), input)) {
                        places.add(new Place(conversation.peer().id(), id, message.text()));
                    }
                }
            }
        }
        return new Counted(places.size(), List.copyOf(places));
    }

    private static boolean fits(String text, Count input) {
        return input.prefix() ? text.startsWith(input.text()) : text.equals(input.text());
    }

    private static Tool<Messages, List<StoredMessage>> messages() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_messages")
                        .title("Look at stored messages")
                        .description("The newest messages of a chat as the sandbox stores them, newest first.")
                        .input(Messages.class)
                        .outputList(StoredMessage.class)
                        .effect(EFFECT)
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    ServerState state = sandbox.state();
                    synchronized (state) {
                        Conversation conversation = state.conversation(ChatLookup.find(state, input.chatId()));
                        return conversation.page(Page.newest(input.limit())).stream()
                                .map(InspectionTools::view)
                                .toList();
                    }
                });
    }

    private static StoredMessage view(Message message) {
        TlObject sender = message.sender();
        TlObject media = message.media();
        TlObject reply = message.tl().optional("reply_to");
        return new StoredMessage(
                message.id(),
                Instant.ofEpochSecond(message.date()),
                sender == null ? null : sender.longField("user_id"),
                message.out(),
                message.text(),
                media == null ? null : media.name(),
                reply == null ? null : reply.intField("reply_to_msg_id"),
                message.tl().has("fwd_from"),
                message.tl().boolField("silent"),
                message.tl().has("edit_date"));
    }
}
