package dev.toolgram.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandEnvironmentTest {

    private static final String ADDRESS = "TOOLGRAM_HTTP_LISTEN_ADDRESS";

    @AfterEach
    void clear() {
        System.clearProperty(ADDRESS);
    }

    /** An environment file passes quotes on; nothing in quotes is blank, and must not open the demo to the network. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"` `, 127.0.0.1:8080", "\"\", 127.0.0.1:8080", "'', 127.0.0.1:8080", "\"[::1]:1\", \"[::1]:1\""})
    void theDemoListensOnThisMachineUnlessAnAddressIsGiven(String value, String expected) {
        System.setProperty(ADDRESS, value);

        assertThat(CommandEnvironment.ofDemo()).containsEntry(ADDRESS, expected);
    }
}
