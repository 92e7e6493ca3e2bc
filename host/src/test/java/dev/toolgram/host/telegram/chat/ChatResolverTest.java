package dev.toolgram.host.telegram.chat;

import static dev.toolgram.host.telegram.engine.TestEngine.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.engine.FakeTdJson;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.engine.TestEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatResolverTest {

    private static final String NOT_FOUND = "{'@type':'error','code':404,'message':'Not Found'}";
    private static final String UNKNOWN = "{'@type':'error','code':400,'message':'Chat info not found'}";

    private final FakeTdJson td = new FakeTdJson()
            .answering("loadChats", NOT_FOUND)
            .answering("createPrivateChat", UNKNOWN)
            .answering("createSupergroupChat", UNKNOWN)
            .answering("createBasicGroupChat", UNKNOWN);
    private final TdlibEngine engine = TestEngine.ready(td);
    private final ChatResolver resolver = new ChatResolver(engine, new ChatDirectory(engine.listeners()));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void meIsTheChatWithOneself() {
        td.answering("getMe", "{'@type':'user','id':7}").answering("createPrivateChat", "{'@type':'chat','id':7}");

        assertThat(resolve("me")).isEqualTo(7);
        assertThat(td.sent("createPrivateChat")).containsExactly("{'@type':'createPrivateChat','user_id':7}");
    }

    @Test
    void aNameIsAskedForOnceAndThenKnown() {
        td.on("searchPublicChat", request -> {
            td.update("{'@type':'updateUser','user':{'id':7,'usernames':{'active_usernames':['Ann']}}}");
            td.update("{'@type':'updateNewChat','chat':{'id':7,'title':'Ann'}}");
            request.answer("{'@type':'chat','id':7}");
        });

        assertThat(resolve("@ann")).isEqualTo(7);
        assertThat(resolve("https://t.me/ANN")).isEqualTo(7);
        assertThat(td.sent("searchPublicChat")).containsExactly("{'@type':'searchPublicChat','username':'ann'}");
    }

    @Test
    void aNameThatIsKnownButNotOpenIsOpenedWithoutAskingTelegram() {
        td.answering("createSupergroupChat", "{'@type':'chat','id':-1000000000077}")
                .update(
                        "{'@type':'updateSupergroup','supergroup':{'id':77,'usernames':{'active_usernames':['news']}}}");
        td.answering("getOption", NOT_FOUND);
        engine.ask(Td.function("getOption"), soon()); // the update is processed when this is answered

        assertThat(resolve("news")).isEqualTo(-1000000000077L);
        assertThat(td.sent()).doesNotContain("searchPublicChat");
    }

    @Test
    void unknownUsernameIsInvalidInputOnItsField() {
        td.answering("searchPublicChat", "{'@type':'error','code':400,'message':'USERNAME_NOT_OCCUPIED'}");

        ToolException failure = failure("@nobody");

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(failure.problems())
                .first()
                .extracting(problem -> problem.location())
                .isEqualTo("from_chat");
        assertThat(failure).hasMessageStartingWith("from_chat: No chat with username @nobody: ");
    }

    @Test
    void aFloodIsTelegramsRefusal() {
        td.answering("searchPublicChat", "{'@type':'error','code':429,'message':'Too Many Requests: retry after 99'}");

        assertThat(failure("@ann").code()).isEqualTo(ErrorCode.TELEGRAM_REFUSED);
    }

    @Test
    void aPhoneNumberIsLookedUp() {
        td.answering("searchUserByPhoneNumber", "{'@type':'user','id':7}")
                .answering("createPrivateChat", "{'@type':'chat','id':7}");

        assertThat(resolve("+1 555 0001")).isEqualTo(7);
        assertThat(td.sent("searchUserByPhoneNumber"))
                .containsExactly("{'@type':'searchUserByPhoneNumber','phone_number':'+15550001'}");

        td.answering("searchUserByPhoneNumber", NOT_FOUND);
        assertThat(failure("+15550002").code()).isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @Test
    void anInvitationResolvesForMembersOnly() {
        td.answering("checkChatInviteLink", "{'@type':'chatInviteLinkInfo','chat_id':-55}");
        assertThat(resolve("t.me/+AbCd")).isEqualTo(-55);

        td.answering("checkChatInviteLink", "{'@type':'chatInviteLinkInfo','chat_id':0}");
        assertThat(failure("t.me/+AbCd")).hasMessageContaining("join_chat");

        td.answering("checkChatInviteLink", "{'@type':'chatInviteLinkInfo','chat_id':-55,'accessible_for':300}");
        assertThat(failure("t.me/+AbCd")).hasMessageContaining("join_chat");
    }

    @Test
    void aBareNumberIsLookedForAmongPeopleThenSupergroupsThenGroups() {
        td.answering("createBasicGroupChat", "{'@type':'chat','id':-55}");
        assertThat(resolve("55")).isEqualTo(-55);

        td.answering("createSupergroupChat", "{'@type':'chat','id':-1000000000055}");
        assertThat(resolve("55")).isEqualTo(-1000000000055L);

        td.answering("createPrivateChat", "{'@type':'chat','id':55}");
        assertThat(resolve("55")).isEqualTo(55);
        assertThat(td.sent()).doesNotContain("loadChats");
    }

    @Test
    void theChatListIsLoadedOnceBeforeANumberIsGivenUp() {
        td.on("loadChats", request -> {
            td.answering("createSupergroupChat", "{'@type':'chat','id':-1000000000077}");
            request.answer(NOT_FOUND);
        });

        assertThat(resolve("77")).isEqualTo(-1000000000077L);
        td.answering("createSupergroupChat", UNKNOWN);
        assertThat(failure("78").code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(td.sent("loadChats"))
                .containsExactly(
                        "{'@type':'loadChats','limit':100,'chat_list':{'@type':'chatListMain'}}",
                        "{'@type':'loadChats','limit':100,'chat_list':{'@type':'chatListArchive'}}");
    }

    @Test
    void aMarkedNumberIsTheChatItself() {
        td.answering("createSupergroupChat", "{'@type':'chat','id':-1001234567890}")
                .answering("createBasicGroupChat", "{'@type':'chat','id':-55}");

        assertThat(resolve("-1001234567890")).isEqualTo(-1001234567890L);
        assertThat(resolve("-55")).isEqualTo(-55);
        assertThat(td.sent("createSupergroupChat"))
                .containsExactly("{'@type':'createSupergroupChat','supergroup_id':1234567890}");
    }

    @Test
    void whatIsNoReferenceSaysWhatIs() {
        assertThat(failure("two words"))
                .hasMessage(
                        "from_chat: Invalid chat reference 'two words': use @username, +phone, a t.me link, me, or a numeric id");
    }

    private long resolve(String chat) {
        return resolver.resolve("from_chat", new ChatReference(chat), soon());
    }

    private ToolException failure(String chat) {
        return catchThrowableOfType(ToolException.class, () -> resolve(chat));
    }
}
