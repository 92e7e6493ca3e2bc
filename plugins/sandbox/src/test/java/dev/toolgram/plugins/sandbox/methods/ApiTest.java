package dev.toolgram.plugins.sandbox.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Page;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.SeedChats;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.AuthKey;
import dev.toolgram.plugins.sandbox.mtproto.AuthKeys;
import dev.toolgram.plugins.sandbox.mtproto.Pusher;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.mtproto.TestKeys;
import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.Schema;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ApiTest {
    private static final Codec CODEC = new Codec(Schema.load());
    private static final TlObject BOB = TlObject.of("inputPeerUser", "user_id", 1002L, "access_hash", 0L);
    private static final TlObject ECHO = TlObject.of("inputPeerUser", "user_id", 1005L, "access_hash", 0L);
    private static final TlObject RUST = TlObject.of("inputPeerChannel", "channel_id", 3001L, "access_hash", 0L);
    private static final TlObject HARBOUR = TlObject.of("inputPeerChannel", "channel_id", 3002L, "access_hash", 0L);

    private final ServerState state = SeedChats.newState(InstantSource.system());
    private final AuthKeys keys = new AuthKeys();
    private final Pusher pusher = new Pusher(CODEC, keys);
    private final Account account = new Account(keys, pusher, ChangeListener.NONE);
    private final UpdatePublisher publisher = new UpdatePublisher(state, pusher);
    private final MessageService posting =
            new MessageService(state, new Responses(state), publisher, ChangeListener.NONE);
    private final Api api = new Api(state, account, publisher, posting, ChangeListener.NONE);
    private final AuthKey key = TestKeys.authorized();

    /** The answer, which has to fit the schema. */
    private TlObject call(String method, Object... namesAndValues) {
        return call(TlObject.of(method, namesAndValues));
    }

    private TlObject call(TlObject function) {
        RpcCall call = new RpcCall(function, key);
        Object answer = api.call(call);
        assertThat(CODEC.writeAnswer(function.name(), answer)).isNotEmpty();
        call.finish();
        return (TlObject) answer;
    }

    private TlObject send(TlObject peer, String text, long randomId) {
        return call("messages.sendMessage", "peer", peer, "message", text, "random_id", randomId);
    }

    private static void assertRefused(Runnable call, int code, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RpcError.class, error -> assertThat(error.code()).isEqualTo(code))
                .hasMessage(message);
    }

    @Test
    void sameRandomIdIsStoredOnce() {
        int before = state.conversation(Peer.user(1002)).size();

        TlObject first = send(BOB, "once", 5);
        TlObject second = send(BOB, "once", 5);

        assertThat(state.conversation(Peer.user(1002)).size()).isEqualTo(before + 1);
        assertThat(second.objects("updates").toString())
                .isEqualTo(first.objects("updates").toString());
    }

    @Test
    void ownMessageIsInTheDifferenceWithItsIdentification() {
        int pts = call("updates.getState").intField("pts");
        send(BOB, "mine", 9);

        TlObject difference = call("updates.getDifference", "pts", pts, "date", Integer.MAX_VALUE, "qts", 0);

        assertThat(difference.objects("new_messages"))
                .extracting(m -> m.stringField("message"))
                .containsExactly("mine");
        assertThat(difference.objects("other_updates").getFirst().longField("random_id"))
                .isEqualTo(9);
        assertThat(difference.object("state").intField("pts")).isEqualTo(pts + 1);
    }

    @Test
    void clientThatRepairsAGapGetsExactlyOneEvent() {
        int pts = call("updates.getState").intField("pts");
        send(BOB, "one", 1);
        send(BOB, "two", 2);

        TlObject slice = call("updates.getDifference", "pts", pts, "pts_limit", 1, "date", 0, "qts", 0);

        assertThat(slice.name()).isEqualTo("updates.differenceSlice");
        assertThat(slice.objects("new_messages")).hasSize(1);
        assertThat(slice.objects("other_updates")).isEmpty();
        assertThat(slice.object("intermediate_state").intField("pts")).isEqualTo(pts + 1);
    }

    @Test
    void whatWasBeforeTheBeginningIsNoNews() {
        TlObject difference = call("updates.getDifference", "pts", 1, "date", 0, "qts", 0);

        assertThat(difference.name()).isEqualTo("updates.differenceTooLong");
    }

    @Test
    void differenceOfAChannelComesInPages() {
        List<Integer> seen = new ArrayList<>();
        int pts = 1;
        TlObject page;
        do {
            page = call(
                    "updates.getChannelDifference",
                    "channel",
                    TlObject.of("inputChannel", "channel_id", 3001L, "access_hash", 0L),
                    "filter",
                    TlObject.of("channelMessagesFilterEmpty"),
                    "pts",
                    pts,
                    "limit",
                    90);
            page.objects("new_messages").forEach(message -> seen.add(message.intField("id")));
            pts = page.intField("pts");
        } while (!page.boolField("final"));

        assertThat(seen).hasSize(300).isSorted();
    }

    @Test
    void historyPagesAreNewestFirstAndComplete() {
        List<Integer> seen = new ArrayList<>();
        List<TlObject> page = history(0);
        while (!page.isEmpty()) {
            page.forEach(message -> seen.add(message.intField("id")));
            page = history(seen.getLast());
        }

        assertThat(seen).hasSize(300).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b - a);
    }

    private List<TlObject> history(int offset) {
        return call("messages.getHistory", "peer", RUST, "offset_id", offset, "limit", 70)
                .objects("messages");
    }

    @Test
    void searchCountsAllAndShowsAPage() {
        TlObject found = call(
                "messages.search",
                "peer",
                RUST,
                "q",
                "borrow checker",
                "limit",
                5,
                "filter",
                TlObject.of("inputMessagesFilterEmpty"));

        assertThat(found.intField("count")).isGreaterThan(5);
        assertThat(found.objects("messages"))
                .hasSize(5)
                .allMatch(m -> m.stringField("message").contains("borrow checker"));
    }

    @Test
    void chatListEndsWithoutDuplicates() {
        List<Long> seen = new ArrayList<>();
        TlObject page = call(
                "messages.getDialogs",
                "offset_peer",
                TlObject.of("inputPeerEmpty"),
                "limit",
                2,
                "offset_date",
                2146999999);
        while (!page.objects("dialogs").isEmpty()) {
            for (TlObject dialog : page.objects("dialogs")) {
                seen.add(
                        Objects.requireNonNull(Peer.from(dialog.object("peer"))).id());
            }
            TlObject last = page.objects("messages").getLast();
            page = call(
                    "messages.getDialogs",
                    "offset_peer",
                    input(last.object("peer_id")),
                    "limit",
                    2,
                    "offset_date",
                    last.intField("date"),
                    "offset_id",
                    last.intField("id"));
        }

        assertThat(seen)
                .doesNotHaveDuplicates()
                .contains(1002L, 3001L, 1003L, 1001L, 1005L, 3002L, 2001L)
                .hasSize(8);
    }

    private static TlObject input(TlObject peer) {
        return switch (peer.name()) {
            case "peerUser" -> TlObject.of("inputPeerUser", "user_id", peer.longField("user_id"), "access_hash", 0L);
            case "peerChat" -> TlObject.of("inputPeerChat", "chat_id", peer.longField("chat_id"));
            default -> TlObject.of("inputPeerChannel", "channel_id", peer.longField("channel_id"), "access_hash", 0L);
        };
    }

    @Test
    void textsAreRefusedAsTheServerDoes() {
        assertRefused(() -> send(BOB, "  ", 1), 400, "MESSAGE_EMPTY");
        assertRefused(() -> send(BOB, "😀".repeat(4097), 1), 400, "MESSAGE_TOO_LONG");
        assertRefused(() -> send(HARBOUR, "me, too", 1), 403, "CHAT_WRITE_FORBIDDEN");
        assertRefused(() -> call("contacts.resolveUsername", "username", "nobody"), 400, "USERNAME_NOT_OCCUPIED");
        assertRefused(() -> call("help.getSupport"), 400, "METHOD_INVALID");
    }

    @Test
    void lengthsAreCodePoints() {
        send(BOB, "😀".repeat(4096), 1);
        sendContact("😀".repeat(1024), 2);

        assertRefused(() -> sendContact("😀".repeat(1025), 3), 400, "MEDIA_CAPTION_TOO_LONG");
    }

    private TlObject sendContact(String caption, long randomId, Object... more) {
        TlObject call = TlObject.of("messages.sendMedia", more)
                .with("peer", BOB)
                .with("media", contact())
                .with("message", caption)
                .with("random_id", randomId);
        return call(call);
    }

    private static TlObject contact() {
        return TlObject.of("inputMediaContact", "phone_number", "1", "first_name", "A", "last_name", "B", "vcard", "");
    }

    /** TDLib aborts the process when a constructor that only requests use comes back. */
    @Test
    void inputConstructorsAreStoredAsTheServerDoes() {
        TlObject user = TlObject.of("inputUser", "user_id", 1002L, "access_hash", 0L);
        List<TlObject> mentions = List.of(
                mention(0, user),
                mention(1, TlObject.of("inputUserSelf")),
                mention(2, TlObject.of("inputUser", "user_id", 99_999L, "access_hash", 0L)),
                TlObject.of("messageEntityBold", "offset", 3, "length", 1));
        TlObject reply = TlObject.of("inputReplyToMessage", "reply_to_msg_id", 1)
                .with("quote_text", "abcd")
                .with("quote_entities", mentions);
        List<TlObject> answers = new ArrayList<>();
        answers.add(call(
                "messages.sendMessage",
                "peer",
                BOB,
                "message",
                "abcd",
                "random_id",
                21L,
                "entities",
                mentions,
                "reply_to",
                reply));
        int id = answers.getFirst().objects("updates").getFirst().intField("id");
        answers.add(call("messages.editMessage", "peer", BOB, "id", id, "message", "bcde", "entities", mentions));
        answers.add(sendContact("abcd", 22, "entities", mentions));
        TlObject single = TlObject.of("inputSingleMedia", "media", contact(), "random_id", 23L)
                .with("message", "abcd")
                .with("entities", mentions);
        answers.add(call("messages.sendMultiMedia", "peer", BOB, "multi_media", List.of(single)));
        answers.add(call("messages.getHistory", "peer", BOB, "limit", 5));

        assertThat(answers)
                .extracting(TlObject::toString)
                .noneMatch(text -> text.contains("input"))
                .allMatch(text -> text.contains("messageEntityMentionName{ offset=0 length=1 user_id=1002 }"));
        assertThat(state.conversation(Peer.user(1002))
                        .page(Page.newest(1))
                        .getFirst()
                        .entities())
                .extracting(TlObject::name, entity -> entity.longField("user_id"))
                .containsExactly(
                        tuple("messageEntityMentionName", 1002L),
                        tuple("messageEntityMentionName", 1001L),
                        tuple("messageEntityBold", 0L));
    }

    private static TlObject mention(int offset, TlObject user) {
        return TlObject.of("inputMessageEntityMentionName", "offset", offset, "length", 1, "user_id", user);
    }

    @Test
    void joinsAreAnsweredAsTheServerDoes() {
        assertThat(join(3003).name()).isEqualTo("messages.chatInviteJoinResultOk");
        assertRefused(() -> join(3003), 400, "USER_ALREADY_PARTICIPANT");
        assertRefused(() -> join(3006), 400, "INVITE_REQUEST_SENT");
        assertRefused(() -> importInvite("SandboxRequest1"), 400, "INVITE_REQUEST_SENT");
        assertRefused(() -> importInvite("SandboxExpired1"), 400, "INVITE_HASH_EXPIRED");
        assertRefused(() -> importInvite("SandboxUnknown1"), 400, "INVITE_HASH_INVALID");
        assertThat(call("messages.checkChatInvite", "hash", "SandboxRequest1").boolField("request_needed"))
                .isTrue();
    }

    private TlObject join(long channel) {
        return call(
                "channels.joinChannel",
                "channel",
                TlObject.of("inputChannel", "channel_id", channel, "access_hash", 0L));
    }

    private void importInvite(String hash) {
        call("messages.importChatInvite", "hash", hash);
    }

    @Test
    void unchangedEditIsRefused() {
        int id = send(BOB, "as it is", 3).objects("updates").getFirst().intField("id");

        assertRefused(
                () -> call("messages.editMessage", "peer", BOB, "id", id, "message", "as it is"),
                400,
                "MESSAGE_NOT_MODIFIED");
        assertRefused(
                () -> call("messages.editMessage", "peer", BOB, "id", 99_999, "message", "x"),
                400,
                "MESSAGE_ID_INVALID");
    }

    @Test
    void deleteReturnsNumberOfExistingMessages() {
        int id = send(BOB, "gone", 4).objects("updates").getFirst().intField("id");

        assertThat(call("messages.deleteMessages", "id", List.of(id, 99_999)).intField("pts_count"))
                .isEqualTo(1);
        assertThat(call("messages.deleteMessages", "id", List.of(id)).intField("pts_count"))
                .isZero();
    }

    @Test
    void botRepeatsMessages() {
        send(ECHO, "hello?", 6);

        Conversation echo = state.conversation(Peer.user(1005));
        assertThat(echo.page(Page.newest(2)))
                .extracting(message -> message.text() + " " + message.out())
                .containsExactly("hello? false", "hello? true");
    }

    @Test
    void answersBringAlongWhomTheyMention() {
        TlObject page = call("messages.getHistory", "peer", RUST, "limit", 20);

        assertThat(page.objects("chats"))
                .extracting(chat -> chat.longField("id"))
                .containsExactly(3001L);
        assertThat(page.objects("users"))
                .extracting(user -> user.longField("id"))
                .contains(1006L, 1001L);
    }

    @Test
    void nobodyReadsWithoutSigningIn() {
        RpcCall call = new RpcCall(TlObject.of("updates.getState"), TestKeys.fresh());

        assertRefused(() -> api.call(call), 401, "AUTH_KEY_UNREGISTERED");
    }

    @Test
    void wrongCodeIsRefusedAndTheRightOneSignsIn() {
        AuthKey fresh = TestKeys.fresh();
        TlObject sent =
                (TlObject) api.call(new RpcCall(TlObject.of("auth.sendCode", "phone_number", "+1 555 0001"), fresh));
        String hash = sent.stringField("phone_code_hash");

        assertRefused(() -> signIn(fresh, "some other hash", "12345"), 400, "PHONE_CODE_EXPIRED");
        assertRefused(() -> signIn(fresh, hash, "54321"), 400, "PHONE_CODE_INVALID");
        signIn(fresh, hash, "12345");
        assertThat(fresh.authorized()).isTrue();
    }

    private void signIn(AuthKey fresh, String hash, String code) {
        TlObject asked =
                TlObject.of("auth.signIn", "phone_number", "15550001", "phone_code_hash", hash, "phone_code", code);
        api.call(new RpcCall(asked, fresh));
    }
}
