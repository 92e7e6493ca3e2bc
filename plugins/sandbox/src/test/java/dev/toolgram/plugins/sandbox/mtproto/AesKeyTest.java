package dev.toolgram.plugins.sandbox.mtproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The first vector is published with OpenSSL; the others were computed by another implementation. */
class AesKeyTest {
    private static byte[] sequence(int length, int factor, int start) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (factor * i + start);
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void igeMatchesThePublishedVector() {
        AesKey key = new AesKey(sequence(16, 1, 0), sequence(32, 1, 0));

        assertThat(hex(key.encrypt(new byte[32])))
                .isEqualTo("1a8519a6557be652e9da8e43da4ef4453cf456b4ca488aa383c79c98b34797cb");
    }

    @Test
    void igeMatchesAnotherImplementationAndComesBack() {
        AesKey key = new AesKey(sequence(32, 7, 3), sequence(32, 11, 5));
        byte[] plain = sequence(64, 13, 1);

        byte[] encrypted = key.encrypt(plain);

        assertThat(hex(encrypted))
                .isEqualTo("fe250312afd3dfd5416caaae35b3707e7ffceb004454b1e7ed5294e396333f0d"
                        + "53b89fc793692446f8542853c18b560c454ff30c6a91b338e347ab5e380c551a");
        assertThat(key.decrypt(encrypted)).isEqualTo(plain);
    }

    @Test
    void keysAreDerivedAsTheProtocolSays() {
        byte[] authKey = sequence(256, 5, 9);
        byte[] messageKey = sequence(16, 3, 2);
        byte[] block = new byte[16];

        assertThat(hex(AesKey.ofMessage(authKey, messageKey, AesKey.Direction.TO_SERVER)
                        .encrypt(block)))
                .isEqualTo("6ca3dd1a25d1b3400365ff060b66e11b");
        assertThat(hex(AesKey.ofMessage(authKey, messageKey, AesKey.Direction.TO_CLIENT)
                        .encrypt(block)))
                .isEqualTo("0bc562206701dfd7998ec3a13690ff1f");
        assertThat(hex(AesKey.ofBinding(authKey, messageKey).encrypt(block)))
                .isEqualTo("360313f0d5168c918aa8e633d822e87a");
        assertThat(hex(AesKey.ofHandshake(sequence(16, 1, 100), sequence(32, 1, 0))
                        .encrypt(block)))
                .isEqualTo("cb6355bd25605e5b21f39716b37aa593");
    }

    @Test
    void partsOfBlocksAreRefused() {
        AesKey key = new AesKey(new byte[32], new byte[32]);

        assertThatThrownBy(() -> key.decrypt(new byte[17])).isInstanceOf(ProtocolException.class);
    }
}
