package dev.toolgram.host.telegram.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.ForwardOrigin;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.Sender;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.host.telegram.codec.TdCodec;
import dev.toolgram.host.telegram.engine.FakeTdJson;
import dev.toolgram.host.telegram.engine.UpdateListeners;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class SharedShapesTest {

    private static final String BOT =
            "{'@type':'user','id':9,'first_name':'Helper','last_name':'','phone_number':'','type':{'@type':'userTypeBot'},"
                    + "'usernames':{'@type':'usernames','active_usernames':['helper_bot','helper2'],"
                    + "'disabled_usernames':['old_bot'],'editable_username':'helper_bot'}}";
    private static final String CHANNEL = "{'@type':'chat','id':-1000000000077,'title':'News','unread_count':4,"
            + "'type':{'@type':'chatTypeSupergroup','supergroup_id':77,'is_channel':true},"
            + "'positions':[{'list':{'@type':'chatListFolder'},'is_pinned':true},"
            + "{'list':{'@type':'chatListMain'},'order':'5','is_pinned':false}]}";

    private final UpdateListeners updates = new UpdateListeners();
    private final ChatDirectory directory = new ChatDirectory(updates);
    private final SharedShapes shapes = new SharedShapes(directory);

    @Test
    void aUserIsAnEntity() {
        assertThat(entity("{'@type':'user','id':7,'first_name':'Ann','last_name':'Tester','phone_number':'15550001',"
                        + "'type':{'@type':'userTypeRegular'}}"))
                .isEqualTo(new Entity(7, Entity.Type.USER, null, "Ann", "Tester", null, "15550001", false, "7"));
    }

    @Test
    void aBotHasNoEmptyNamesAndIsReferredToByItsFirstActiveUsername() {
        assertThat(entity(BOT))
                .isEqualTo(
                        new Entity(9, Entity.Type.USER, "helper_bot", "Helper", null, null, null, true, "@helper_bot"));
    }

    @Test
    void aPrivateChatIsThePerson() {
        learn("{'@type':'updateUser','user':" + BOT + "}");

        assertThat(entity("{'@type':'chat','id':9,'title':'Helper','type':{'@type':'chatTypePrivate','user_id':9}}"))
                .isEqualTo(entity(BOT));
    }

    @Test
    void groupsHaveABareIdAndAMarkedReference() {
        assertThat(entity("{'@type':'chat','id':-55,'title':'Friends',"
                        + "'type':{'@type':'chatTypeBasicGroup','basic_group_id':55}}"))
                .isEqualTo(new Entity(55, Entity.Type.CHAT, null, null, null, "Friends", null, null, "-55"));
        assertThat(entity(CHANNEL))
                .isEqualTo(new Entity(77, Entity.Type.CHANNEL, null, null, null, "News", null, null, "-1000000000077"));
    }

    @Test
    void aPublicChannelIsReferredToByItsName() {
        learn("{'@type':'updateSupergroup','supergroup':{'id':77,'usernames':{'active_usernames':['news']}}}");

        assertThat(entity(CHANNEL)).extracting(Entity::username, Entity::ref).containsExactly("news", "@news");
    }

    @Test
    void aDialogIsAnEntityAndItsStateInTheList() {
        Dialog dialog = Objects.requireNonNull(shapes.dialog(FakeTdJson.object(CHANNEL)));

        assertThat(dialog.title()).isEqualTo("News");
        assertThat(dialog.unreadCount()).isEqualTo(4);
        assertThat(dialog.pinned()).as("a folder's pin").isFalse();
        assertThat(dialog.lastMessage()).isNull();
        assertThat(shapes.dialog(FakeTdJson.object(CHANNEL.replace("'is_pinned':false", "'is_pinned':true"))))
                .extracting(Dialog::pinned)
                .isEqualTo(true);
    }

    @Test
    void aMessageHasServerIdsAndBareIdsAndTheNameOfItsSender() {
        learn("{'@type':'updateUser','user':{'id':9,'first_name':'Dora','last_name':'Day',"
                + "'usernames':{'active_usernames':['dora','dora2']}}}");
        Message message = message("'sender_id':{'@type':'messageSenderUser','user_id':9},'chat_id':-1000000000077,"
                + "'is_outgoing':true,'reply_to':{'@type':'messageReplyToMessage','message_id':" + Message.tdlibId(11)
                + "},'content':{'@type':'messageText','text':{'text':'Hello'}}");

        assertThat(message)
                .isEqualTo(new Message(
                        12,
                        OffsetDateTime.parse("2026-11-22T12:00:00Z"),
                        77,
                        9L,
                        new Sender(9, "Dora Day", "dora"),
                        "Hello",
                        true,
                        11L,
                        false,
                        null,
                        null,
                        null,
                        null,
                        "-1000000000077",
                        null));
    }

    private static final OffsetDateTime WRITTEN = OffsetDateTime.parse("2026-11-21T12:00:00Z");

    private static Stream<Arguments> origins() {
        return Stream.of(
                arguments(
                        "'@type':'messageOriginUser','sender_user_id':9",
                        new ForwardOrigin(WRITTEN, 9L, "Helper", "@helper_bot", null, null)),
                arguments(
                        "'@type':'messageOriginUser','sender_user_id':8",
                        new ForwardOrigin(WRITTEN, 8L, null, "8", null, null)),
                arguments(
                        "'@type':'messageOriginHiddenUser','sender_name':'Somebody'",
                        new ForwardOrigin(WRITTEN, null, "Somebody", null, null, null)),
                arguments(
                        "'@type':'messageOriginChat','sender_chat_id':-1000000000077,'author_signature':'chief'",
                        new ForwardOrigin(WRITTEN, 77L, "News", "-1000000000077", null, "chief")),
                arguments(
                        "'@type':'messageOriginChannel','chat_id':-1000000000077,'message_id':" + Message.tdlibId(31)
                                + ",'author_signature':''",
                        new ForwardOrigin(WRITTEN, 77L, "News", "-1000000000077", 31L, null)));
    }

    @ParameterizedTest
    @MethodSource("origins")
    void aForwardedMessageNamesItsOrigin(String origin, ForwardOrigin expected) {
        learn("{'@type':'updateUser','user':" + BOT + "}");
        learn("{'@type':'updateNewChat','chat':" + CHANNEL + "}");

        assertThat(message("'chat_id':5,'forward_info':{'@type':'messageForwardInfo','date':1795262400,'origin':{"
                                + origin + "}}")
                        .fwdFrom())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"7, 0, 7, 0", "7, 2, 7, 2", "0, 0,,"}) // a group's message with reactions has zeros
    void viewsAndForwardsAreThereWhereTelegramCountsThem(
            int viewCount, int forwardCount, @Nullable Integer views, @Nullable Integer forwards) {
        assertThat(message("'chat_id':5,'interaction_info':{'@type':'messageInteractionInfo','view_count':" + viewCount
                        + ",'forward_count':" + forwardCount + "}"))
                .extracting(Message::views, Message::forwards)
                .containsExactly(views, forwards);
    }

    @Test
    void aMessageWithoutThemIsNeitherForwardedNorCounted() {
        assertThat(message("'chat_id':5"))
                .extracting(Message::fwdFrom, Message::views, Message::forwards)
                .containsOnlyNulls();
    }

    @Test
    void aScheduledMessageHasItsIdAmongTheScheduledOnesAndTheTimeWhenItIsSent() {
        // As TDLib composes it: the date from 2004 on, the server's id, the kind.
        long id = (1795348800L - (1 << 30) << 21) | 5 << 3 | 4;
        Message scheduled = Objects.requireNonNull(shapes.message(FakeTdJson.object("{'@type':'message','id':" + id
                + ",'chat_id':5,'date':0,'scheduling_state':{'@type':'messageSchedulingStateSendAtDate',"
                + "'send_date':1795348800}}")));

        assertThat(scheduled)
                .extracting(Message::id, Message::date, Message::scheduled)
                .containsExactly(5L, OffsetDateTime.parse("2026-11-22T12:00:00Z"), true);
        assertThat(message("'chat_id':5").scheduled()).isNull();
        assertThat(shapes.message(FakeTdJson.object("{'@type':'message','id':" + (id | 1) + ",'chat_id':5}")))
                .as("one that is being scheduled")
                .isNull();
    }

    @Test
    void aChannelsPostIsSentByTheChannelAndAStoryIsNoMessageToReplyTo() {
        learn("{'@type':'updateNewChat','chat':" + CHANNEL + "}");
        Message message = message("'sender_id':{'@type':'messageSenderChat','chat_id':-1000000000077},'chat_id':5,"
                + "'reply_to':{'@type':'messageReplyToStory','story_poster_chat_id':5,'story_id':3}");

        assertThat(message).extracting(Message::senderId, Message::replyToMsgId).containsExactly(77L, null);
        assertThat(message.sender()).isEqualTo(new Sender(77, "News", null));
    }

    @Test
    void aDeletedSendersNameIsEmptyAndAMessageWithoutOneHasNone() {
        assertThat(message("'sender_id':{'@type':'messageSenderUser','user_id':8},'chat_id':5")
                        .sender())
                .isEqualTo(new Sender(8, "", null));
        assertThat(message("'chat_id':5").sender()).isNull();
    }

    @Test
    void aMessageThatTheServerDoesNotHaveIsNone() {
        assertThat(shapes.message(FakeTdJson.object("{'@type':'message','id':1048577,'chat_id':5}")))
                .isNull();
    }

    @Test
    void aCaptionIsText() {
        Message photo = content("{'@type':'messagePhoto','caption':{'@type':'formattedText','text':'Look'}}");

        assertThat(photo)
                .extracting(Message::text, Message::media, Message::mediaType)
                .containsExactly("Look", true, "MessageMediaPhoto");
    }

    @Test
    void anAnimatedEmojiIsText() {
        Message emoji = content("{'@type':'messageAnimatedEmoji','animated_emoji':{},'emoji':'🎉'}");

        assertThat(emoji).extracting(Message::text, Message::media).containsExactly("🎉", false);
    }

    @Test
    void aServiceMessageHasNeitherTextNorMedia() {
        Message service = content("{'@type':'messageChatChangeTitle','title':'New title'}");

        assertThat(service).extracting(Message::text, Message::mediaType).containsExactly("", null);
    }

    @Test
    void aLinkPreviewIsAWebPage() {
        Message link = content("{'@type':'messageText','text':{'text':'x'},'link_preview':{'@type':'linkPreview'}}");

        assertThat(link.mediaType()).isEqualTo("MessageMediaWebPage");
    }

    @ParameterizedTest
    @CsvSource({
        "messageVideo, MessageMediaDocument",
        "messageSticker, MessageMediaDocument",
        "messageVoiceNote, MessageMediaDocument",
        "messageLocation, MessageMediaGeo",
        "messageLiveLocation, MessageMediaGeoLive",
        "messageVenue, MessageMediaVenue",
        "messageContact, MessageMediaContact",
        "messagePoll, MessageMediaPoll",
        "messageChecklist, MessageMediaToDo",
        "messageUnsupported, MessageMediaUnsupported"
    })
    void mediaIsNamedInTheWordsOfTelegramsApi(String content, String expected) {
        assertThat(content("{'@type':'" + content + "'}").mediaType()).isEqualTo(expected);
    }

    private void learn(String update) {
        updates.updated(FakeTdJson.message(update));
    }

    private Entity entity(String object) {
        return Objects.requireNonNull(shapes.entity(FakeTdJson.object(object)));
    }

    private Message content(String content) {
        return message("'chat_id':5,'content':" + content);
    }

    record GetMessage() implements TdFunction<Message> {}

    /** As the codec reads it, which leaves out the fields that are not needed. */
    private Message message(String fields) {
        ObjectNode object = FakeTdJson.object("{'@type':'message','id':" + Message.tdlibId(12)
                + ",'date':1795348800,'edit_date':1,'reply_markup':{'rows':[[{'text':'x'}]]}," + fields + "}");
        Message message = new TdCodec(shapes.byType()).read(new GetMessage(), TdMessage.of(object.deepCopy()));
        assertThat(message).isEqualTo(shapes.message(object));
        return message;
    }
}
