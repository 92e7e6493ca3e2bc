package dev.toolgram.host.telegram.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TextEntity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each mistake in a plugin's records is one sentence that names the record and the right name. */
class RecordCheckTest {

    /** Records without mistakes. */
    static final class Right {

        record GetMe() implements TdFunction<Entity> {}

        record GetChat(long chatId) implements TdFunction<Dialog> {}

        record GetUser(Long userId) implements TdFunction<JsonNode> {}

        record LoadChats(ChatList chatList, int limit) implements TdFunction<Ok> {}

        sealed interface ChatList permits ChatListMain, OtherLists {}

        record ChatListMain() implements ChatList {}

        sealed interface OtherLists extends ChatList permits ChatListArchive {}

        record ChatListArchive() implements OtherLists {}

        record JoinChat(long chatId) implements TdFunction<Result> {}

        sealed interface Result permits ChatJoinResultSuccess {}

        record ChatJoinResultSuccess(long chatId) implements Result {}

        record GetMessages(long chatId, Set<Long> messageIds) implements TdFunction<Page<Message>> {}

        record Page<T>(int totalCount, List<T> messages) {}

        record GetChatHistory(long chatId) implements TdFunction<Two> {}

        record Two(List<TdMessage> messages) {}

        record TdMessage(long id, @JsonProperty("date") int when, JsonNode content, Sender senderId) {}

        /** The fields of every type that it can be. */
        record Sender(long userId, long chatId) {}

        record SendMessage(long chatId, InputMessageText inputMessageContent) implements TdFunction<Message> {}

        record InputMessageText(FormattedText text) {}

        record GetStickerSet(String setId) implements TdFunction<StickerSet> {}

        @SuppressWarnings("ArrayRecordComponent") // can be received
        record StickerSet(String id, Sticker[] stickers) {}

        record Sticker(long setId) {}

        record SetAlarm(int seconds) implements TdFunction<Ok> {}

        record UpdateChatTitle(long chatId, String title) {}

        record Ok() {}

        private Right() {}
    }

    /** Records with one mistake each. */
    static final class Wrong {

        record GetCaht(long chatId) implements TdFunction<Dialog> {}

        record Frobnicate() implements TdFunction<Dialog> {}

        record GetChat(long chadId) implements TdFunction<Dialog> {}

        record GetUser(int userId) implements TdFunction<Entity> {}

        record GetSupergroup(String supergroupId) implements TdFunction<JsonNode> {}

        record GetMessages(long chatId, long messageIds) implements TdFunction<JsonNode> {}

        record ViewMessages(long chatId, List<String> messageIds) implements TdFunction<TdFunction.Ok> {}

        record OpenChat(ChatReference chatId) implements TdFunction<TdFunction.Ok> {}

        record SetAlarm(Instant seconds) implements TdFunction<TdFunction.Ok> {}

        record GetChats(Map<String, String> chatList, int limit) implements TdFunction<JsonNode> {}

        record SendMessage(long chatId, Content inputMessageContent) implements TdFunction<Message> {}

        record Content(FormattedText text) {}

        record EditMessageText(long chatId, InputMessageTxt inputMessageContent) implements TdFunction<Message> {}

        record InputMessageTxt(FormattedText text) {}

        record EditMessageMedia(long chatId, Media inputMessageContent) implements TdFunction<Message> {}

        sealed interface Media permits InputMessagePhoto {}

        record InputMessagePhoto(InputPhoto photo, String captions) implements Media {}

        record InputPhoto() {}

        record ForwardMessages(Message options) implements TdFunction<JsonNode> {}

        record GetMe() implements TdFunction<Me> {}

        record Me(long id, String fistName) {}

        record GetChatHistory(long chatId) implements TdFunction<Messages> {}

        record Messages(List<Dialog> messages) {}

        record JoinChat(long chatId) implements TdFunction<Result> {}

        sealed interface Result permits JoinedChat {}

        record JoinedChat() implements Result {}

        record GetMessage(long chatId) implements TdFunction<String> {}

        record GetBasicGroup(long basicGroupId) implements TdFunction<BasicGroup> {}

        record BasicGroup(boolean memberCount) {}

        record UpdateNewMesage(Message message) {}

        record UpdateNewMessage(Entity message) {}

        private Wrong() {}
    }

    static Stream<Class<?>> right() {
        return Stream.of(Right.class.getDeclaredClasses()).filter(TdFunction.class::isAssignableFrom);
    }

    @ParameterizedTest
    @MethodSource("right")
    void rightRecordPasses(Class<?> function) {
        assertThat(RecordCheck.ofFunction(function)).isEmpty();
    }

    @Test
    void sharedTypesOfTheApiPass() {
        record SearchQuote(FormattedText text, FormattedText quote, int quotePosition)
                implements TdFunction<JsonNode> {}
        record TextEntities(List<TextEntity> entities) {}
        record GetTextEntities(String text) implements TdFunction<TextEntities> {}

        assertThat(RecordCheck.ofFunction(SearchQuote.class)).isEmpty();
        assertThat(RecordCheck.ofFunction(GetTextEntities.class)).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(Wrong.GetCaht.class, "GetCaht is not a function of TDLib 1.8.65: did you mean GetChat?"),
                arguments(Wrong.Frobnicate.class, "Frobnicate is not a function of TDLib 1.8.65"),
                arguments(
                        Wrong.GetChat.class,
                        "GetChat.chadId: TDLib's getChat has no field chad_id: did you mean chatId?"),
                arguments(Wrong.GetUser.class, "GetUser.userId is an int, but TDLib's user_id is an integer: use long"),
                arguments(
                        Wrong.GetSupergroup.class,
                        "GetSupergroup.supergroupId is a String, but TDLib's supergroup_id is an integer: use long"),
                arguments(
                        Wrong.GetMessages.class,
                        "GetMessages.messageIds is a long, but TDLib's message_ids is a list: use List"),
                arguments(
                        Wrong.ViewMessages.class,
                        "ViewMessages.messageIds is a String, but TDLib's message_ids is an integer: use long"),
                arguments(
                        Wrong.OpenChat.class,
                        "OpenChat.chatId is a ChatReference, but TDLib's chat_id is an integer: use long"),
                arguments(
                        Wrong.SetAlarm.class,
                        "SetAlarm.seconds is an Instant, but TDLib's seconds is a number: use double"),
                arguments(
                        Wrong.GetChats.class,
                        "GetChats.chatList is a Map, but TDLib's chat_list is an object: use a record of its fields"),
                arguments(
                        Wrong.SendMessage.class,
                        "SendMessage.inputMessageContent (Content) is named content, which is not a type of TDLib's"
                                + " InputMessageContent"),
                arguments(
                        Wrong.EditMessageText.class,
                        "EditMessageText.inputMessageContent (InputMessageTxt) is named inputMessageTxt, which is not a"
                                + " type of TDLib's InputMessageContent: did you mean InputMessageText?"),
                arguments(
                        Wrong.EditMessageMedia.class,
                        "InputMessagePhoto.captions: TDLib's inputMessagePhoto has no field captions: did you mean"
                                + " caption?"),
                arguments(
                        Wrong.ForwardMessages.class,
                        "ForwardMessages.options is a Message, which can only be received: declare a record for TDLib's"
                                + " messageSendOptions"),
                arguments(
                        Wrong.GetMe.class, "Me.fistName: TDLib's user has no field fist_name: did you mean firstName?"),
                arguments(
                        Wrong.GetChatHistory.class, "Messages.messages is a Dialog, but TDLib's message is not a chat"),
                arguments(
                        Wrong.JoinChat.class,
                        "JoinedChat is named joinedChat, which is not a type of TDLib's ChatJoinResult: use"
                                + " ChatJoinResultSuccess, ChatJoinResultRequestSent,"
                                + " ChatJoinResultGuardBotApprovalRequired, ChatJoinResultDeclined"),
                arguments(
                        Wrong.GetMessage.class,
                        "GetMessage returns String: use a record, a sealed interface, or JsonNode"),
                arguments(
                        Wrong.GetBasicGroup.class,
                        "BasicGroup.memberCount is a boolean, but TDLib's member_count is an integer: use long"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void mistakeIsOneSentenceWithTheRightName(Class<?> function, String sentence) {
        assertThat(RecordCheck.ofFunction(function))
                .map(each -> each.replace("RecordCheckTest.Wrong.", ""))
                .containsExactly(sentence);
    }

    @Test
    void updatesAreCheckedByTheirName() {
        assertThat(RecordCheck.ofUpdate(Right.UpdateChatTitle.class)).isEmpty();
        assertThat(RecordCheck.ofUpdate(Wrong.UpdateNewMesage.class))
                .containsExactly(
                        "RecordCheckTest.Wrong.UpdateNewMesage is named updateNewMesage, which is not a type of"
                                + " TDLib's Update: did you mean UpdateNewMessage?");
        assertThat(RecordCheck.ofUpdate(Wrong.UpdateNewMessage.class))
                .containsExactly("RecordCheckTest.Wrong.UpdateNewMessage.message is an Entity, but TDLib's message is"
                        + " not a chat or user");
    }

    @Test
    void otherResponseTypesAreChecked() {
        assertThat(RecordCheck.ofResponse("getChat", Dialog.class)).isEmpty();
        assertThat(RecordCheck.ofResponse("getChatHistory", Wrong.Messages.class))
                .hasSize(1);
        assertThat(RecordCheck.ofResponse("getMe", Dialog.class))
                .containsExactly("Dialog is a Dialog, but TDLib's user is not a chat");
    }
}
