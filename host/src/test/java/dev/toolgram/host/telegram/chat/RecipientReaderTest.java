package dev.toolgram.host.telegram.chat;

import static dev.toolgram.host.telegram.engine.TestEngine.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.telegram.Entity;
import dev.toolgram.host.telegram.engine.FakeTdJson;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.engine.TestEngine;
import dev.toolgram.host.tool.Recipient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecipientReaderTest {

    private static final long SUPERGROUP = -1_000_000_000_042L;

    private final FakeTdJson td = new FakeTdJson();
    private final TdlibEngine engine = TestEngine.ready(td);
    private final ChatDirectory directory = new ChatDirectory(engine.listeners());
    private final RecipientReader recipients = new RecipientReader(engine, directory);

    private int marks;

    @AfterEach
    void close() {
        engine.close();
    }

    /** Updates are handled in order, on another thread. */
    private void update(String update) {
        td.update(update);
        td.update("{'@type':'updateNewChat','chat':{'id':99,'title':'" + ++marks + "'}}");
        Awaitility.await().until(() -> directory.title(99).equals("" + marks));
    }

    @Test
    void contactsAreKnownWithoutARequest() {
        update("{'@type':'updateUser','user':{'id':7,'first_name':'Ann','last_name':'Lee','is_contact':true,"
                + "'usernames':{'active_usernames':['ann']}}}");

        assertThat(recipients.of(7, soon()))
                .isEqualTo(new Recipient(7, "Ann Lee", Entity.Type.USER, "@ann", true, false));
        assertThat(td.sent("getChat")).isEmpty();
        assertThat(td.sent("getChatHistory")).isEmpty();
    }

    @Test
    void groupsAreKnownWithoutARequest() {
        update("{'@type':'updateNewChat','chat':{'id':" + SUPERGROUP + ",'title':'Rye'}}");

        assertThat(recipients.of(SUPERGROUP, soon()))
                .isEqualTo(new Recipient(SUPERGROUP, "Rye", Entity.Type.CHANNEL, "" + SUPERGROUP, false, false));
        assertThat(td.sent("getChat")).isEmpty();
    }

    @Test
    void theAccountItselfIsNotAFirstContact() {
        update("{'@type':'updateOption','name':'my_id','value':{'@type':'optionValueInteger','value':'7'}}");
        update("{'@type':'updateUser','user':{'id':7,'first_name':'Me'}}");

        assertThat(recipients.of(7, soon()).firstContact()).isFalse();
    }

    @Test
    void aStrangerIsAFirstContactUntilTheChatHasAMessage() {
        update("{'@type':'updateUser','user':{'id':7,'first_name':'Ann'}}");
        td.answering("getChat", "{'@type':'chat','id':7}")
                .answering("getChatHistory", "{'@type':'messages','messages':[]}");

        assertThat(recipients.of(7, soon())).isEqualTo(new Recipient(7, "Ann", Entity.Type.USER, "7", false, true));

        td.answering("getChatHistory", "{'@type':'messages','messages':[{'id':1048576}]}");
        assertThat(recipients.of(7, soon()).firstContact()).isFalse();
        assertThat(recipients.of(7, soon()).firstContact()).isFalse();
        assertThat(td.sent("getChat")).as("asked only until a message is known").hasSize(2);
    }

    @Test
    void aStrangerWhoseLastMessageTdlibHasIsNotAFirstContact() {
        update("{'@type':'updateUser','user':{'id':7,'first_name':'Ann'}}");
        td.answering("getChat", "{'@type':'chat','id':7,'last_message':{'@type':'message','id':1048576}}");

        assertThat(recipients.of(7, soon()).firstContact()).isFalse();
        assertThat(td.sent("getChatHistory")).isEmpty();
    }
}
