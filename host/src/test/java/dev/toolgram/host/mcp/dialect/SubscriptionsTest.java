package dev.toolgram.host.mcp.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    /** The request was admitted just before the shutdown, and nothing would end its stream. */
    @Test
    void noStreamIsOpenedAfterTheShutdown() {
        Subscriptions subscriptions = new Subscriptions();
        assertThat(subscriptions.open(new Watchlist(null))).isNotNull();

        subscriptions.end();

        assertThat(subscriptions.open(new Watchlist(null))).isNull();
    }
}
