package ${package};

import dev.toolgram.api.*;
import dev.toolgram.api.schema.*;
import dev.toolgram.api.telegram.*;
import jakarta.validation.constraints.*;
import java.time.OffsetDateTime;
import java.util.List;

/** Lists the private chats whose newest message is not the account's own. */
record WaitingChats(TelegramClient telegram) implements Tool<WaitingChats.Input, List<WaitingChats.Waiting>> {

    record Input(
            @Description("The number of chats to check, from the top of the list.") @DefaultValue("50") @Min(1) @Max(200)
            int limit) {}

    record Waiting(
            @Description("Pass this to other tools as chat.") String chat,
            @Description("The name of the person.") String name,
            @Description("The text of the newest message.") String text,
            @Description("The time of the newest message.") OffsetDateTime since) {}

    // TDLib functions, with only the fields that the tool needs.
    record GetChats(ChatListMain chatList, int limit) implements TdFunction<Chats> {}
    record ChatListMain() {}
    record Chats(List<Long> chatIds) {}
    record GetChat(long chatId) implements TdFunction<Dialog> {}

    @Override
    public ToolDefinition<Input, List<Waiting>> definition() {
        return ToolDefinition.named("waiting_chats")
                .title("List chats that wait for a reply")
                .description("Returns the private chats whose newest message is not the account's own, in the"
                        + " order of the chat list. To reply use send_message.")
                .input(Input.class)
                .outputList(Waiting.class)
                .route(Route.get("/api/chats/waiting"))
                .effect(Effect.READ.closedWorld())
                .build();
    }

    @Override
    public List<Waiting> call(Input input, ToolContext context) {
        return telegram.send(new GetChats(new ChatListMain(), input.limit())).chatIds().stream()
                .map(id -> telegram.send(new GetChat(id)))
                .filter(WaitingChats::waits)
                .map(chat -> new Waiting(
                        chat.ref(), chat.firstName(), chat.lastMessage().text(), chat.lastMessage().date()))
                .toList();
    }

    private static boolean waits(Dialog chat) {
        return chat.type() == Entity.Type.USER
                && !Boolean.TRUE.equals(chat.bot())
                && chat.lastMessage() != null
                && !chat.lastMessage().out();
    }
}
