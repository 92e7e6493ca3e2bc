package dev.toolgram.host.telegram.chat;

import static dev.toolgram.host.telegram.engine.TestEngine.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.engine.FakeTdJson;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.engine.TestEngine;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatResolverTest {

    private static final String NOT_FOUND = "{'@type':'error','code':404,'message':'Not Found'}";
    private static final String UNKNOWN = "{'@type':'error','code':400,'message':'Chat info not found'}";

    private final FakeTdJson td = new FakeTdJson()
            .answering("loadChats", NOT_FOUND)
            .answering("searchChats", "{'@type':'chats','total_count':0,'chat_ids':[]}")
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
    void textThatIsNotAReferenceNamesTheAcceptedForms() {
        assertThat(failure("two words"))
                .hasMessage(
                        "from_chat: Invalid chat reference 'two words': use @username, +phone, a t.me link, me, or a numeric id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bob Stone", "bob"})
    void nameNamesSimilarChatsAndIsNotResolved(String name) {
        td.answering("searchPublicChat", "{'@type':'error','code':400,'message':'USERNAME_NOT_OCCUPIED'}")
                .answering("searchChats", "{'@type':'chats','total_count':2,'chat_ids':[7,-55]}")
                .update("{'@type':'updateUser','user':{'id':7,'usernames':{'active_usernames':['bob_stone']}}}");
        td.update("{'@type':'updateNewChat','chat':{'id':7,'title':'Bob Stone'}}");
        td.update("{'@type':'updateNewChat','chat':{'id':-55,'title':'Bob Stone and friends'}}");

        assertThat(failure(name))
                .hasMessageEndingWith(
                        ". Chats with a similar name: Bob Stone (@bob_stone), Bob Stone and friends (-55)");
        assertThat(td.sent("searchChats")).containsExactly("{'@type':'searchChats','query':'" + name + "','limit':3}");
    }

    @Test
    void invalidReferenceIsReportedBeforeTheDeadlineWhenTelegramIsSilent() {
        td.on("loadChats", request -> {});
        Instant deadline = Instant.now().plusSeconds(60);

        ToolException failure = catchThrowableOfType(
                ToolException.class, () -> resolver.resolve("from_chat", new ChatReference("Bob Stone"), deadline));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(Instant.now()).isBefore(deadline.minusSeconds(50));
    }

    @Test
    void failedSearchLeavesTheErrorAsItIs() {
        td.answering("loadChats", "{'@type':'error','code':429,'message':'Too Many Requests: retry after 99'}");

        assertThat(failure("Bob Stone").code()).isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://t.me/share/url?url=x", "tg://login?token=x", "https://t.me/addstickers/Animals"})
    void linkThatNamesNoChatIsRefusedWithoutARequest(String link) {
        assertThat(failure(link)).hasMessageContaining("this link does not name a chat");
        assertThat(td.sent()).doesNotContain("searchPublicChat", "searchChats", "loadChats");
    }

    @ParameterizedTest
    @CsvSource({
        "https://t.me/ann/12, 'This link names message 12, not a chat: for the chat, use @ann'",
        "t.me/c/77/12, 'This link names message 12, not a chat: for the chat, use -1000000000077'",
        "t.me/ann/12?comment=3, 'This link names a comment, not a chat: use a reference to the chat'",
    })
    void linkToAMessageIsNotReadAsItsChat(String link, String sentence) {
        assertThat(failure(link)).hasMessage("from_chat: " + sentence);
        assertThat(td.sent()).doesNotContain("searchPublicChat", "createSupergroupChat");
    }

    @Test
    void linkToAMessageResolvesToTheMessage() {
        td.answering("searchPublicChat", "{'@type':'chat','id':7}").answering("getMessage", "{'@type':'message'}");

        assertThat(resolveMessage("t.me/ann/12")).isEqualTo(new ResolvedChat(7, 12L));
        assertThat(td.sent("getMessage")).containsExactly("{'@type':'getMessage','chat_id':7,'message_id':12582912}");
        assertThat(resolveMessage("t.me/ann")).isEqualTo(new ResolvedChat(7, null));
    }

    @Test
    void linkToACommentResolvesToTheDiscussionGroup() {
        td.answering("createSupergroupChat", "{'@type':'chat','id':-1000000000077}")
                .answering("getSupergroupFullInfo", "{'@type':'supergroupFullInfo','linked_chat_id':-1000000000077}")
                .answering("getMessage", "{'@type':'message'}");

        assertThat(resolveMessage("t.me/c/76/12?comment=3")).isEqualTo(new ResolvedChat(-1000000000077L, 3L));

        td.answering("getSupergroupFullInfo", "{'@type':'supergroupFullInfo','linked_chat_id':0}");
        assertThat(messageFailure("t.me/c/76/12?comment=3")).hasMessageContaining("no discussion group");
    }

    @Test
    void linkToAMissingMessageIsInvalidInput() {
        td.answering("searchPublicChat", "{'@type':'chat','id':7}").answering("getMessage", NOT_FOUND);

        assertThat(messageFailure("t.me/ann/12"))
                .hasMessageStartingWith("from_chat: No message 12 in this chat")
                .returns(ErrorCode.INVALID_INPUT, ToolException::code);
    }

    @ParameterizedTest
    @CsvSource({
        "telegram.dog/JoinChat/AbCd?x=1, https://t.me/+AbCd",
        "tg:join?invite=AbCd, https://t.me/+AbCd",
        "t.me/+15550001,",
        "t.me/share/url,",
        "ann,",
    })
    void inviteLinkHasOneForm(String text, String link) {
        assertThat(ChatResolver.inviteLink(new ChatReference(text))).isEqualTo(Optional.ofNullable(link));
    }

    private ResolvedChat resolveMessage(String chat) {
        return resolver.resolveMessage("from_chat", new ChatReference(chat), soon());
    }

    private ToolException messageFailure(String chat) {
        return catchThrowableOfType(ToolException.class, () -> resolveMessage(chat));
    }

    private long resolve(String chat) {
        return resolver.resolve("from_chat", new ChatReference(chat), soon());
    }

    private ToolException failure(String chat) {
        return catchThrowableOfType(ToolException.class, () -> resolve(chat));
    }
}
