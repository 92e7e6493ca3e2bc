package dev.toolgram.plugins.sandbox.tl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecTest {
    private final Codec codec = new Codec(Schema.load());

    private static TlObject user(long id) {
        return TlObject.of("peerUser", "user_id", id);
    }

    @Test
    void objectReadsAsItWasWritten() {
        TlObject entity = TlObject.of("messageEntityBold", "offset", 0, "length", 4);
        TlObject message = TlObject.of(
                "message",
                "id",
                7,
                "out",
                true,
                "from_id",
                user(1001),
                "peer_id",
                user(1002),
                "date",
                1,
                "message",
                "Grüße, Bob",
                "entities",
                List.of(entity),
                "edit_date",
                2);
        byte[] bytes = codec.write(message);

        TlObject read = codec.readObject(new TlReader(bytes));

        assertThat(read.stringField("message")).isEqualTo("Grüße, Bob");
        assertThat(read.boolField("out")).isTrue();
        assertThat(read.boolField("silent")).isFalse();
        assertThat(read.object("peer_id").longField("user_id")).isEqualTo(1002);
        assertThat(read.objects("entities").getFirst().intField("length")).isEqualTo(4);
        assertThat(read.intField("edit_date")).isEqualTo(2);
        assertThat(read.has("media")).isFalse();
        assertThat(codec.write(read)).isEqualTo(bytes);
    }

    @Test
    void messageBeginsWithTheIdOfLayer227() {
        TlObject message = TlObject.of("message", "id", 1, "peer_id", user(1), "date", 1, "message", "");

        assertThat(new TlReader(codec.write(message)).readInt()).isEqualTo(0x7600b9d3);
    }

    @Test
    void longStringsArePaddedToWholeWords() {
        byte[] bytes = "x".repeat(1001).getBytes(StandardCharsets.UTF_8);

        byte[] written = new TlWriter().writeBytes(bytes).toBytes();

        assertThat(written).hasSize(1008);
        assertThat(new TlReader(written).readBytes()).isEqualTo(bytes);
    }

    @Test
    void nestedFunctionsAreRead() {
        TlObject getState = TlObject.of("updates.getState");
        TlObject call = TlObject.of("invokeWithLayer", "layer", 227, "query", getState);

        TlObject read = codec.readFunction(new TlReader(codec.writeFunction(call)));

        assertThat(read.object("query").name()).isEqualTo("updates.getState");
    }

    @Test
    void packedFunctionIsReadLikeAPlainOne() {
        byte[] plain = codec.writeFunction(TlObject.of("updates.getState"));
        byte[] packed = new TlWriter()
                .writeInt(Codec.GZIP_PACKED)
                .writeBytes(Codec.pack(plain))
                .toBytes();

        assertThat(codec.readFunction(new TlReader(packed)).name()).isEqualTo("updates.getState");
    }

    @Test
    void answersOfSimpleTypesAreWrittenAsTheMethodSays() {
        assertThat(codec.writeAnswer("account.updateStatus", true)).hasSize(4);
        assertThat(codec.writeAnswer("users.getUsers", List.of())).hasSize(8);
    }

    @Test
    void unknownFieldIsRefused() {
        TlObject wrong = user(1).with("nickname", "Bob");

        assertThatThrownBy(() -> codec.write(wrong))
                .isInstanceOf(TlException.class)
                .hasMessage("peerUser has no field [nickname]");
    }

    @Test
    void objectOfAnotherTypeIsRefused() {
        TlObject wrong = TlObject.of("message", "id", 1, "peer_id", TlObject.of("photoEmpty"), "message", "");

        assertThatThrownBy(() -> codec.write(wrong)).hasMessage("message.peer_id: photoEmpty is no Peer");
    }

    @Test
    void truncatedBytesAreRefused() {
        byte[] bytes = codec.write(user(1));

        TlReader truncated = new TlReader(Arrays.copyOf(bytes, bytes.length - 1));

        assertThatThrownBy(() -> codec.readObject(truncated)).isInstanceOf(TlException.class);
    }
}
