package dev.toolgram.host.telegram.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.telegram.engine.FakeTdJson;
import dev.toolgram.host.telegram.engine.UpdateListeners;
import org.junit.jupiter.api.Test;

class ChatDirectoryTest {

    private final UpdateListeners updates = new UpdateListeners();
    private final ChatDirectory directory = new ChatDirectory(updates);

    @Test
    void aUsernameIsFoundInAnyCase() {
        learnUser(7, "'Ann_Test'");

        assertThat(directory.byUsername("aNN_test")).hasValue(7);
    }

    @Test
    void aNameThatWasGivenUpIsForgotten() {
        learnUser(7, "'ann','ann2'");
        learnUser(7, "'ann2'");

        assertThat(directory.byUsername("ann")).isEmpty();
        assertThat(directory.byUsername("ann2")).hasValue(7);
    }

    @Test
    void aNameThatMovedStaysWithItsNewHolder() {
        learnUser(7, "'ann'");
        learnUser(8, "'ann'");
        learnUser(7, "");

        assertThat(directory.byUsername("ann")).hasValue(8);
    }

    @Test
    void aSupergroupIsFoundByItsMarkedId() {
        updates.updated(FakeTdJson.message(
                "{'@type':'updateSupergroup','supergroup':{'id':77,'usernames':{'active_usernames':['news']}}}"));

        assertThat(directory.byUsername("news")).hasValue(-1000000000077L);
        assertThat(directory.knowsChat(-1000000000077L))
                .as("its chat is not opened yet")
                .isFalse();
    }

    @Test
    void aNewTitleReplacesTheOld() {
        updates.updated(FakeTdJson.message("{'@type':'updateNewChat','chat':{'id':-55,'title':'Old'}}"));
        updates.updated(FakeTdJson.message("{'@type':'updateChatTitle','chat_id':-55,'title':'New'}"));

        assertThat(directory.knowsChat(-55)).isTrue();
        assertThat(directory.entity(-55).title()).isEqualTo("New");
    }

    @Test
    void theOwnIdIsAnOption() {
        assertThat(directory.ownId()).isEmpty();

        updates.updated(FakeTdJson.message(
                "{'@type':'updateOption','name':'my_id','value':{'@type':'optionValueInteger','value':'1001'}}"));

        assertThat(directory.ownId()).hasValue(1001);
    }

    private void learnUser(long id, String usernames) {
        updates.updated(FakeTdJson.message("{'@type':'updateUser','user':{'@type':'user','id':" + id
                + ",'usernames':{'active_usernames':[" + usernames + "]}}}"));
    }
}
