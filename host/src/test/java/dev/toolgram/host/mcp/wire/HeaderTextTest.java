package dev.toolgram.host.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTest {

    @Test
    void longHeaderIsDecoded() {
        assertThat(HeaderText.decode("=?base64?" + "QUJD".repeat(16_000) + "?="))
                .hasSize(48_000);
        assertThat(HeaderText.decode("=?base64?" + "QUJD".repeat(16_000) + "Q?="))
                .isNull();
        assertThat(HeaderText.decode("x".repeat(64_000))).hasSize(64_000);
    }
}
