package dev.toolgram.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class McpSubscriptionsTest {

    /** It was let in just before the host began to shut down, and nobody would end it any more. */
    @Test
    void nobodyBeginsToListenOnceAllWereEnded() {
        McpSubscriptions listeners = new McpSubscriptions();
        assertThat(listeners.open()).isNotNull();

        listeners.end();

        assertThat(listeners.open()).isNull();
    }
}
