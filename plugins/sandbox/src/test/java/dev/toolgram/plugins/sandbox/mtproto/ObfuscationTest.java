package dev.toolgram.plugins.sandbox.mtproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ObfuscationTest {
    @Test
    void bothWaysAreDecryptedByTheClientsKeys() {
        TestClient.Cover cover = TestClient.Cover.of(0xeeeeeeee);
        Obfuscation server = new Obfuscation(cover.header());

        assertThat(server.padded()).isFalse();
        assertThat(server.decrypt(cover.encrypt(new byte[] {1, 2, 3}))).containsExactly(1, 2, 3);
        assertThat(cover.decrypt(server.encrypt(new byte[] {4, 5}))).containsExactly(4, 5);
        assertThat(server.decrypt(cover.encrypt(new byte[] {6}))).containsExactly(6);
    }

    @Test
    void paddedFramingIsRecognized() {
        assertThat(new Obfuscation(TestClient.Cover.of(0xdddddddd).header()).padded())
                .isTrue();
    }

    @Test
    void otherFramingsAreRefused() {
        byte[] header = TestClient.Cover.of(0xefefefef).header();

        assertThatThrownBy(() -> new Obfuscation(header))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Unknown framing efefefef");
    }
}
