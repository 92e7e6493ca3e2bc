package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.toolgram.api.telegram.*;
import dev.toolgram.testkit.FakeTelegram;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingChatsTest {

    @Test
    void listsOnlyChatsWithoutReply() {
        FakeTelegram telegram = new FakeTelegram()
                .answer(WaitingChats.GetChats.class, all -> new WaitingChats.Chats(List.of(1L, 2L)))
                .answer(WaitingChats.GetChat.class, chat -> chat(chat.chatId(), "Person " + chat.chatId(), chat.chatId() == 2));

        var waiting = new WaitingChats(telegram).call(new WaitingChats.Input(50), null);

        assertEquals(List.of("Person 1"), waiting.stream().map(WaitingChats.Waiting::name).toList());
    }

    private static Dialog chat(long id, String name, boolean answered) {
        var entity = new Entity(id, Entity.Type.USER, null, name, null, null, null, false, "" + id);
        var date = OffsetDateTime.parse("2026-01-01T12:00:00Z");
        return Dialog.of(
                entity, 0, false, new Message(7, date, id, id, "Hello", answered, null, false, null, "" + id));
    }
}
