package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.plugins.sandbox.Sandbox;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import java.util.List;

/** Tools that return how the account keeps its chats, independent of its clients. */
public final class ChatTools {
    private ChatTools() {}

    /** The tools. */
    public static List<Tool<?, ?>> all() {
        return List.of(chat());
    }

    record Input(
            @Description("The chat: a user's, group's or channel's bare or marked id.")
            long chatId) {}

    record KeptChat(
            @Description("Whether it is in the archive.") boolean archived,

            @Description("For how many more seconds it is muted; 0 when it is not.")
            int mutedSeconds,

            @Description("Whether the account has blocked it.")
            boolean blocked,

            @Description("Whether it is with a contact.") boolean contact) {}

    private static Tool<Input, KeptChat> chat() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_chat")
                        .title("Look at a chat")
                        .description(
                                "How the sandbox keeps a chat for the account: archived, muted, blocked, a contact.")
                        .input(Input.class)
                        .output(KeptChat.class)
                        .effect(Effect.READ.closedWorld())
                        .cost(Cost.NONE)
                        .build(),
                ChatTools::view);
    }

    private static KeptChat view(Sandbox sandbox, Input input) {
        ServerState state = sandbox.state();
        synchronized (state) {
            Conversation conversation = state.conversation(ChatLookup.find(state, input.chatId()));
            Peer peer = conversation.peer();
            User person = peer.kind() == Peer.Kind.USER ? state.person(peer.id()) : null;
            return new KeptChat(
                    conversation.folder() == 1,
                    Math.max(0, conversation.notifySettings().intField("mute_until") - state.now()),
                    state.blocked().containsKey(peer),
                    person != null && person.contact());
        }
    }
}
