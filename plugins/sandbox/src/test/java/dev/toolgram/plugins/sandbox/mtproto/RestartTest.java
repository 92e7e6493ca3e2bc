package dev.toolgram.plugins.sandbox.mtproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.plugins.sandbox.Sandbox;
import dev.toolgram.plugins.sandbox.methods.OtherPeople;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.Schema;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox that remembers is closed and started again: to its clients it is the same. */
class RestartTest {
    private static final Codec CODEC = new Codec(Schema.load());
    private static final TlObject BOB = TlObject.of("inputPeerUser", "user_id", 1002L, "access_hash", 0L);
    private static final TlObject ECHO = TlObject.of("inputPeerUser", "user_id", 1005L, "access_hash", 0L);
    private static final TlObject RUST = TlObject.of("inputChannel", "channel_id", 3001L, "access_hash", 0L);
    private static final int RPC_RESULT = 0xf35c6d01;

    @TempDir
    private Path folder;

    @Test
    void clientsFindTheSameServerWithTheirKeysAndMessages() throws IOException {
        try (TestClient client = signedIn()) {
            TlObject first;
            List<String> before;
            try (Sandbox sandbox = Sandbox.start(folder)) {
                client.reconnect();
                first = send(client, BOB, "once", 7);
                before = everythingIn(sandbox);
            }
            try (Sandbox sandbox = Sandbox.start(folder)) {
                client.reconnect();
                TlObject second = send(client, BOB, "once", 7);

                assertThat(everythingIn(sandbox)).isEqualTo(before);
                assertThat(second.objects("updates"))
                        .hasToString(first.objects("updates").toString());
            }
        }
    }

    @Test
    void howTheAccountKeepsItsChatsIsRemembered() throws IOException {
        TlObject erin = TlObject.of("inputUser", "user_id", 1006L, "access_hash", 0L);
        try (TestClient client = signedIn()) {
            List<String> before;
            try (Sandbox sandbox = Sandbox.start(folder)) {
                client.reconnect();
                for (TlObject change : List.of(
                        TlObject.of("account.updateNotifySettings")
                                .with("peer", TlObject.of("inputNotifyPeer", "peer", BOB))
                                .with("settings", TlObject.of("inputPeerNotifySettings", "mute_until", 2_000_000_000)),
                        TlObject.of("contacts.block", "id", ECHO),
                        TlObject.of("messages.updateDialogFilter", "id", 2),
                        TlObject.of(
                                "contacts.addContact", "id", erin, "first_name", "E.", "last_name", "", "phone", ""))) {
                    TlReader _ = result(client, client.call(change));
                }
                before = everythingIn(sandbox);
            }
            try (Sandbox sandbox = Sandbox.start(folder)) {
                assertThat(everythingIn(sandbox)).isEqualTo(before);
                assertThat(sandbox.state()
                                .conversation(Peer.user(1002))
                                .notifySettings()
                                .intField("mute_until"))
                        .isEqualTo(2_000_000_000);
                assertThat(sandbox.state().blocked()).containsOnlyKeys(Peer.user(1005));
                assertThat(sandbox.state().folders()).isEmpty();
                assertThat(sandbox.state().people())
                        .anyMatch(person -> person.firstName().equals("E.") && person.contact());
            }
        }
    }

    @Test
    void everyKindOfChangeIsRemembered() throws IOException {
        try (TestClient client = signedIn()) {
            List<String> before;
            try (Sandbox sandbox = Sandbox.start(folder)) {
                client.reconnect();
                int id = send(client, BOB, "edited soon", 1)
                        .objects("updates")
                        .getFirst()
                        .intField("id");
                answer(client, TlObject.of("messages.editMessage", "peer", BOB, "id", id, "message", "edited"));
                answer(client, TlObject.of("messages.deleteMessages", "id", List.of(id - 1)));
                send(client, ECHO, "Echo?", 2);
                answer(client, TlObject.of("channels.leaveChannel", "channel", RUST));
                answer(client, TlObject.of("messages.createChat", "users", List.of(), "title", "New"));
                int _ = sandbox.posting().receive(Peer.user(1003), 1003, "From Carla", null);
                int _ = sandbox.posting().fill(Peer.channel(3002), 1007, "many", 3);
                sandbox.account().setPassword("open sesame");
                before = everythingIn(sandbox);
            }
            try (Sandbox sandbox = Sandbox.start(folder)) {
                assertThat(everythingIn(sandbox)).isEqualTo(before);
                assertThat(before).anyMatch(line -> line.contains("From Carla"));
                assertThat(sandbox.account().password()).isEqualTo("open sesame");
            }
        }
    }

    @Test
    void aKeyWhoseSignInHasEndedStaysSo() throws IOException {
        try (TestClient client = signedIn()) {
            try (Sandbox sandbox = Sandbox.start(folder)) {
                assertThat(sandbox.account().revoke()).isEqualTo(1);
            }
            try (Sandbox _ = Sandbox.start(folder)) {
                client.reconnect();
                long question = client.call(TlObject.of("updates.getState"));
                TlReader in = result(client, question);
                in.readInt();
                assertThat(in.readInt()).isEqualTo(401);
            }
        }
    }

    @Test
    void whatIsNotToBeRememberedIsAnotherOneEachTime() {
        try (Sandbox one = Sandbox.start();
                Sandbox other = Sandbox.start()) {
            assertThat(other.dataCentre().serverKey())
                    .isNotEqualTo(one.dataCentre().serverKey());
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void twoAtATimeAreRefused() {
        try (Sandbox _ = Sandbox.start(folder)) {
            assertThatThrownBy(() -> Sandbox.start(folder)).hasMessageContaining("in use");
        }
    }

    @Test
    void withinTheProcessItComesBackWithItsKeysAndWithoutItsSessions() throws IOException {
        try (Sandbox sandbox = Sandbox.start();
                TestClient client = new TestClient(CODEC, sandbox.dataCentre())) {
            client.agree();
            sandbox.keys().all().forEach(key -> key.setAuthorized(true));
            send(client, BOB, "before", 1);

            sandbox.dataCentre().restart(Duration.ZERO);

            assertThatThrownBy(client::next).isInstanceOf(IOException.class);
            assertThat(sandbox.keys().sessions(key -> true)).isEmpty();
            reconnectPatiently(client);
            assertThat(send(client, BOB, "before", 1).objects("updates")).isNotEmpty();
        }
    }

    @Test
    void howeverOftenItGoesItFindsItsPortFree() throws IOException {
        try (Sandbox sandbox = Sandbox.start();
                TestClient client = new TestClient(CODEC, sandbox.dataCentre())) {
            for (int i = 0; i < 500; i++) {
                sandbox.dataCentre().restart(Duration.ZERO);
                reconnectPatiently(client);
            }
        }
    }

    private static void reconnectPatiently(TestClient client) throws IOException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                client.reconnect();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void otherPeoplesActsAndTheClockAreKept() {
        Peer group = Peer.channel(3001);
        Instant then;
        try (Sandbox sandbox = Sandbox.start(folder)) {
            sandbox.people().setRole(group, 1001, OtherPeople.Role.OWNER);
            sandbox.people().setRole(group, 1002, OtherPeople.Role.ADMINISTRATOR);
            assertThat(sandbox.people().join(group, 1004, "")).isNull();
            then = sandbox.advanceClock(Duration.ofHours(2));
        }
        try (Sandbox sandbox = Sandbox.start(folder)) {
            Channel rust = Objects.requireNonNull(sandbox.state().channel(3001));
            assertThat(rust.creator()).isEqualTo(1001);
            assertThat(rust.roles().administrators()).containsExactly(1002L);
            assertThat(rust.has(1004)).isTrue();
            assertThat(sandbox.state().now()).isGreaterThanOrEqualTo((int) then.getEpochSecond());
        }
    }

    /** A client with the only key that the sandbox of the folder knows. */
    private TestClient signedIn() throws IOException {
        try (Sandbox sandbox = Sandbox.start(folder)) {
            TestClient client = new TestClient(CODEC, sandbox.dataCentre());
            client.agree();
            sandbox.keys().all().forEach(key -> key.setAuthorized(true));
            return client;
        }
    }

    private static TlObject send(TestClient client, TlObject peer, String text, long randomId) throws IOException {
        return answer(
                client, TlObject.of("messages.sendMessage", "peer", peer, "message", text, "random_id", randomId));
    }

    private static TlObject answer(TestClient client, TlObject function) throws IOException {
        TlReader in = result(client, client.call(function));
        byte[] body = in.readRaw(in.remaining());
        boolean packed = Bytes.intAt(body, 0) == Codec.GZIP_PACKED;
        TlObject answer = CODEC.readObject(new TlReader(packed ? unpacked(body) : body));
        assertThat(answer.name()).as(answer.toString()).isNotEqualTo("mt_rpc_error");
        return answer;
    }

    private static byte[] unpacked(byte[] body) {
        TlReader in = new TlReader(body);
        in.readInt();
        return Codec.unpack(in.readBytes());
    }

    private static TlReader result(TestClient client, long question) throws IOException {
        while (true) {
            TlReader in = client.next();
            if (in.readInt() == RPC_RESULT && in.readLong() == question) {
                return in;
            }
        }
    }

    private static List<String> everythingIn(Sandbox sandbox) {
        List<String> lines = new ArrayList<>();
        synchronized (sandbox.state()) {
            for (Conversation conversation : sandbox.state().conversations()) {
                lines.add(conversation.toTl() + " " + conversation.box().pts());
                conversation.ids().stream()
                        .mapToObj(conversation::message)
                        .forEach(message -> lines.add("  " + message));
            }
            sandbox.state().channels().forEach(channel -> lines.add(channel.title() + channel.members()));
        }
        return lines;
    }
}
