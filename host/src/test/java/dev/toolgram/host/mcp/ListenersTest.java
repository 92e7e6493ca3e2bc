package dev.toolgram.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListenersTest {

    /** It was let in just before the host began to shut down, and nobody would end it any more. */
    @Test
    void nobodyBeginsToListenOnceAllWereEnded() {
        Listeners listeners = new Listeners();
        assertThat(listeners.open()).isNotNull();

        listeners.end();

        assertThat(listeners.open()).isNull();
    }
}
