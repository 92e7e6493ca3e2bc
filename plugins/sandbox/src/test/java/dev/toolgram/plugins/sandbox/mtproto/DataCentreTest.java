package dev.toolgram.plugins.sandbox.mtproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.Schema;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataCentreTest {
    private static final Codec CODEC = new Codec(Schema.load());
    private static final ServerKey KEY = ServerKey.generate();
    private static final int RPC_RESULT = 0xf35c6d01;
    private static final int RPC_ERROR = 0x2144ca19;
    private static final TlObject GET_STATE = TlObject.of("updates.getState");

    private final AuthKeys keys = new AuthKeys();
    private final AtomicInteger done = new AtomicInteger();
    private final DataCentre dataCentre = new DataCentre(CODEC, KEY, keys, this::answer);
    private TestClient client;

    private Object answer(RpcCall call) {
        if (call.function().is("help.getNearestDc")) {
            return TlObject.of("nearestDc", "country", "AT", "this_dc", 1, "nearest_dc", 1);
        }
        int number = done.incrementAndGet();
        return TlObject.of("updates.state", "pts", number, "qts", 0, "date", 0, "seq", 0, "unread_count", 0);
    }

    @BeforeEach
    void connect() throws IOException {
        client = new TestClient(CODEC, dataCentre);
        client.agree();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        dataCentre.close();
    }

    private int pts(long question) throws IOException {
        TlReader in = client.next();
        assertThat(in.readInt()).isEqualTo(RPC_RESULT);
        assertThat(in.readLong()).isEqualTo(question);
        return CODEC.readObject(in).intField("pts");
    }

    @Test
    void callIsAnsweredOverTheEncryptedSession() throws IOException {
        assertThat(pts(client.call(GET_STATE))).isEqualTo(1);
    }

    @Test
    void messageThatIsSentTwiceIsDoneOnce() throws IOException {
        long question = client.call(GET_STATE);
        assertThat(pts(question)).isEqualTo(1);

        client.send(question, CODEC.writeFunction(GET_STATE));

        assertThat(pts(question)).isEqualTo(1);
        assertThat(done).hasValue(1);
    }

    @Test
    void lostAnswerIsRepeatedWhenTheClientAsksForTheState() throws IOException {
        dataCentre.faults().loseAnswers("updates.getState", 1);
        long question = client.call(GET_STATE);
        assertThatThrownBy(client::next).isInstanceOf(IOException.class);

        client.reconnect();
        client.send(client.nextId(), CODEC.write(TlObject.of("mt_msgs_state_req", "msg_ids", List.of(question))));

        assertThat(pts(question)).isEqualTo(1);
        assertThat(done).hasValue(1);
    }

    @Test
    void pushThatIsLostWithItsConnectionComesAgain() throws IOException {
        assertThat(pts(client.call(GET_STATE))).isEqualTo(1);
        dataCentre.cut();
        new Pusher(CODEC, keys).push(TlObject.of("updatesTooLong"), key -> true);

        client.reconnect();
        client.call(GET_STATE);

        assertThat(CODEC.readObject(client.next()).name()).isEqualTo("updatesTooLong");
    }

    @Test
    void failureIsAnsweredAsOftenAsOrdered() throws IOException {
        dataCentre.faults().fail("updates.getState", new RpcError(420, "FLOOD_WAIT_3"), 1);
        client.call(GET_STATE);
        TlReader in = client.next();
        in.readInt();
        in.readLong();
        assertThat(in.readInt()).isEqualTo(RPC_ERROR);
        assertThat(in.readInt()).isEqualTo(420);
        assertThat(in.readString()).isEqualTo("FLOOD_WAIT_3");

        assertThat(pts(client.call(GET_STATE))).isEqualTo(1);
        assertThat(dataCentre.counts().snapshot()).containsEntry("updates.getState", 2L);
    }

    @Test
    void hangingCallIsAnsweredWhenFaultsAreCleared() throws IOException {
        dataCentre.faults().hang("updates.getState");
        long question = client.call(GET_STATE);
        client.call(TlObject.of("help.getNearestDc"));
        client.next(); // the answer to the second call, so the first one has arrived, too

        dataCentre.faults().clear();

        assertThat(pts(question)).isEqualTo(1);
    }

    @Test
    void slowAnswerComesAfterThoseThatWereAskedForLater() throws IOException {
        dataCentre.faults().delay("updates.getState", Duration.ofSeconds(2));
        long slow = client.call(GET_STATE);
        long quick = client.call(TlObject.of("help.getNearestDc"));

        TlReader in = client.next();
        assertThat(in.readInt()).isEqualTo(RPC_RESULT);
        assertThat(in.readLong()).isEqualTo(quick);
        assertThat(pts(slow)).isEqualTo(1);
    }

    @Test
    void frozenServerTakesConnectionsAndAnswersNothingUntilItThaws() throws IOException {
        dataCentre.faults().freeze();
        client.reconnect();
        long question = client.call(GET_STATE);
        assertThat(done).hasValue(0);

        dataCentre.faults().clear();

        assertThat(ptsEvenIfCut(question)).isEqualTo(1);
        assertThat(done).hasValue(1);
    }

    /** A connection that was held up is cut, but perhaps the thaw came before its frame. */
    private int ptsEvenIfCut(long question) throws IOException {
        try {
            return pts(question);
        } catch (IOException _) {
            client.reconnect();
            client.send(question, CODEC.writeFunction(GET_STATE));
            return pts(question);
        }
    }

    @Test
    void strandedConnectionIsDeadAndANewOneWorks() throws IOException {
        assertThat(dataCentre.blackhole()).isEqualTo(1);
        long question = client.call(GET_STATE);

        client.reconnect();
        client.send(question, CODEC.writeFunction(GET_STATE));

        assertThat(pts(question)).isEqualTo(1);
        assertThat(done).hasValue(1);
    }

    @Test
    void nobodyListensAfterClose() {
        dataCentre.close();

        assertThatThrownBy(() -> new Socket(
                                dataCentre.proxy().getAddress(),
                                dataCentre.proxy().getPort())
                        .close())
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(client::next).isInstanceOf(IOException.class);
    }
}
