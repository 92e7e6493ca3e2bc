package dev.toolgram.host.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedLibraryTest {

    private static final RSAPublicKey OURS = key(2048);
    private static final String TELEGRAMS = TrustedLibrary.pem(key(2048));
    private static final String LONGER = TELEGRAMS.replace("\n-----END", "\n\n-----END");

    @TempDir
    Path folder;

    @Test
    void keysOfTheSameLengthAreReplacedAndTheOtherStays() throws Exception {
        Path library = library("code\0" + TELEGRAMS + "\0more" + LONGER + "\0" + TELEGRAMS + "end");

        TrustedLibrary.write(library, OURS, folder.resolve("copy.so"));

        String ours = TrustedLibrary.pem(OURS);
        assertThat(folder.resolve("copy.so")).hasContent("code\0" + ours + "\0more" + LONGER + "\0" + ours + "end");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 - 425, 64 * 1024 - 424, 64 * 1024 - 1, 64 * 1024, 128 * 1024 - 200})
    void aKeyIsReplacedWhereverChunksEnd(int start) throws Exception {
        Path library = library("x".repeat(start) + TELEGRAMS + "y".repeat(100_000));

        TrustedLibrary.write(library, OURS, folder.resolve("copy.so"));

        assertThat(folder.resolve("copy.so"))
                .hasContent("x".repeat(start) + TrustedLibrary.pem(OURS) + "y".repeat(100_000));
    }

    @Test
    void aKeysTextHasTheLengthOfTelegrams() {
        assertThat(TrustedLibrary.pem(OURS)).hasSize(425).doesNotEndWith("\n");
        assertThat(TrustedLibrary.pem(OURS).lines()).allMatch(line -> line.length() <= 64);
    }

    @Test
    void aLibraryWithoutKeysIsRefused() throws Exception {
        Path library = library("no keys here, only " + LONGER);

        assertThatThrownBy(() -> TrustedLibrary.write(library, OURS, folder.resolve("copy.so")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds none of the server keys");
        assertThat(folder.resolve("copy.so")).doesNotExist();
    }

    @Test
    void aKeyOfAnotherSizeIsRefused() throws Exception {
        Path library = library(TELEGRAMS);

        assertThatThrownBy(() -> TrustedLibrary.write(library, key(1024), folder.resolve("copy.so")))
                .hasMessageContaining("2048 bits");
    }

    private Path library(String content) throws Exception {
        return Files.writeString(folder.resolve("lib.so"), content, StandardCharsets.ISO_8859_1);
    }

    private static RSAPublicKey key(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return (RSAPublicKey) generator.generateKeyPair().getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
