package dev.toolgram.host.telegram.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.host.telegram.chat.ChatDirectory;
import dev.toolgram.host.telegram.chat.SharedShapes;
import dev.toolgram.host.telegram.engine.FakeTdJson;
import dev.toolgram.host.telegram.engine.UpdateListeners;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TdCodecTest {

    record GetChat(long chatId) implements TdFunction<Chat> {}

    record Chat(
            long id,
            @Nullable String title,
            @Nullable ChatType type,
            boolean isTranslatable,
            int unreadCount,
            @Nullable Long photoId,
            @Nullable List<String> names) {}

    sealed interface ChatType {}

    record ChatTypePrivate(long userId) implements ChatType {}

    sealed interface Grouped extends ChatType {}

    record ChatTypeSupergroup(long supergroupId, boolean isChannel) implements Grouped {}

    @SuppressWarnings("ArrayRecordComponent") // TDLib's type bytes
    record SendMessage(
            long chatId, @Nullable Content inputMessageContent, List<Long> messageIds, byte @Nullable [] data)
            implements TdFunction<Message> {}

    sealed interface Content {}

    record InputMessageText(FormattedText text, boolean clearDraft) implements Content {}

    record FormattedText(String text) {}

    interface Answering<R> extends TdFunction<R> {}

    record GetUser(long userId) implements Answering<Entity> {}

    record GetChatType() implements TdFunction<ChatType> {}

    record GetAnything() implements TdFunction<JsonNode> {}

    record GetMessages() implements TdFunction<Messages> {}

    record Messages(int totalCount, List<@Nullable Message> messages) {}

    record Close() implements TdFunction<TdFunction.Ok> {}

    record GetText() implements TdFunction<String> {}

    record UpdateUser(Entity user) {}

    record OpenChat(ChatReference chatId) implements TdFunction<TdFunction.Ok> {}

    record SetDate(Instant date) implements TdFunction<TdFunction.Ok> {}

    private final TdCodec codec = new TdCodec(new SharedShapes(new ChatDirectory(new UpdateListeners())).byType());

    @Test
    void aFunctionIsItsRecordInSnakeCase() {
        assertThat(json(new GetChat(-1001234567890123L))).isEqualTo("{'@type':'getChat','chat_id':-1001234567890123}");
    }

    @Test
    void recordsInsideSayTheirTypeAndNullsAreLeftOut() {
        var text = new InputMessageText(new FormattedText("hi"), true);

        assertThat(json(new SendMessage(5, text, List.of(1L, 2L), new byte[] {1, 2})))
                .isEqualTo("{'@type':'sendMessage','chat_id':5,'input_message_content':{'@type':'inputMessageText',"
                        + "'text':{'@type':'formattedText','text':'hi'},'clear_draft':true},"
                        + "'message_ids':[1,2],'data':'AQI='}");
        assertThat(json(new SendMessage(5, null, List.of(), null)))
                .isEqualTo("{'@type':'sendMessage','chat_id':5,'message_ids':[]}");
    }

    @Test
    void anAnswerIsReadIntoTheDeclaredRecord() {
        Chat chat = read(
                new GetChat(5),
                "{'@type':'chat','id':'9007199254740993','title':'Team','accent_color_id':3,'unread_count':2,"
                        + "'is_translatable':true,'photo_id':'17','names':['a'],"
                        + "'type':{'@type':'chatTypeSupergroup','supergroup_id':7,'is_channel':true}}");

        assertThat(chat)
                .isEqualTo(new Chat(
                        9007199254740993L, "Team", new ChatTypeSupergroup(7, true), true, 2, 17L, List.of("a")));
    }

    @Test
    void whatTdlibLeftOutIsNullZeroOrFalse() {
        assertThat(read(new GetChat(5), "{'@type':'chat','title':null,'unread_count':null}"))
                .isEqualTo(new Chat(0, null, null, false, 0, null, null));
    }

    @Test
    void aConstructorThatIsNotPermittedReadsAsNull() {
        assertThat(read(new GetChat(5), "{'@type':'chat','type':{'@type':'chatTypeSecret','user_id':1}}")
                        .type())
                .isNull();
    }

    @Test
    void whatFollowsAConstructorThatIsNotPermittedIsRead() {
        Chat chat = read(
                new GetChat(5),
                "{'@type':'chat','type':{'@type':'chatTypeNew','a':{'@type':'b','c':[1,{'d':2}]},'e':[]},'title':'Team'}");

        assertThat(chat).isEqualTo(new Chat(0, "Team", null, false, 0, null, null));
    }

    @Test
    void aLeadingTdIsNotPartOfTheName() {
        record TdMessage(long id) {}
        record Tdx(long id) {}

        assertThat(RecordWriter.typeName(TdMessage.class)).isEqualTo("message");
        assertThat(RecordWriter.typeName(Tdx.class)).isEqualTo("tdx");
    }

    @Test
    void anotherTypeThanTheDeclaredOneIsRead() {
        record Name(String firstName) {}

        Name name = codec.read(
                new GetUser(5),
                Name.class,
                FakeTdJson.message("{'@type':'user','id':5,'first_name':'Ann','last_name':'Oak'}"));

        assertThat(name).isEqualTo(new Name("Ann"));
    }

    @Test
    void aSealedAnswerIsChosenByType() {
        assertThat(read(new GetChatType(), "{'@type':'chatTypePrivate','user_id':'8'}"))
                .isEqualTo(new ChatTypePrivate(8));
        assertThatThrownBy(() -> read(new GetChatType(), "{'@type':'chatTypeSecret'}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TDLib answered chatTypeSecret to GetChatType, which ChatType does not provide for");
    }

    @Test
    void jsonIsTakenAsItIs() {
        assertThat(read(new GetAnything(), "{'@type':'x','y':1}")).isEqualTo(FakeTdJson.object("{'@type':'x','y':1}"));
    }

    @Test
    void okIsAnAnswer() {
        assertThat(read(new Close(), "{'@type':'ok'}")).isEqualTo(new TdFunction.Ok());
    }

    @Test
    void theAnswersTypeIsFoundThroughOtherInterfaces() {
        Entity user = read(new GetUser(5), "{'@type':'user','id':5,'first_name':'Ann'}");

        assertThat(user.firstName()).isEqualTo("Ann");
    }

    @Test
    void sharedShapesAreReadWhereverTheyAppear() {
        Messages messages = read(
                new GetMessages(),
                "{'@type':'messages','total_count':3,'messages':[{'@type':'message','id':" + Message.tdlibId(4)
                        + ",'chat_id':5},null,{'@type':'message','id':1001,'chat_id':5}]}");

        assertThat(messages.messages()).hasSize(3);
        assertThat(messages.messages()).first().extracting(Message::id).isEqualTo(4L);
        assertThat(messages.messages().subList(1, 3)).containsOnlyNulls();
        assertThat(codec.read(
                                UpdateUser.class,
                                FakeTdJson.message("{'@type':'updateUser','user':{'@type':'user','id':6}}"))
                        .user()
                        .id())
                .isEqualTo(6);
    }

    @Test
    void mistakesOfAPluginAreExplained() {
        assertThatThrownBy(() -> codec.write(new GetText()))
                .hasMessage("GetText answers String, which is neither a record, nor a sealed interface, nor JsonNode");
        assertThatThrownBy(() -> codec.write(new TdFunction<TdFunction.Ok>() {}))
                .hasMessageContaining("must be a record");
        assertThatThrownBy(() -> codec.write(new OpenChat(new ChatReference("me"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OpenChat.chat_id is a ChatReference");
        assertThatThrownBy(() -> codec.write(new SetDate(Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SetDate.date is a Instant");
        assertThatThrownBy(() -> read(new GetChat(5), "{'@type':'chat','id':'five'}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TDLib's chat does not fit Chat");
    }

    private String json(TdFunction<?> function) {
        return FakeTdJson.object(new String(codec.write(function).withExtra(1), StandardCharsets.UTF_8))
                .without("@extra")
                .toString()
                .replace('"', '\'');
    }

    private <R> R read(TdFunction<R> function, String answer) {
        return codec.read(function, FakeTdJson.message(answer));
    }
}
