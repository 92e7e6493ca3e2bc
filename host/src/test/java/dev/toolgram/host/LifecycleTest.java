package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LifecycleTest {

    private final HostHealth health = new HostHealth();

    @Test
    void startingAndDrainingHostsNameTheObstacle() {
        assertThat(health.obstacle()).contains("Toolgram is starting");

        health.enter(Lifecycle.READY);
        assertThat(health.obstacle()).contains("TDLib has not started");

        health.enter(Lifecycle.DRAINING);
        assertThat(health.obstacle()).contains("Toolgram is shutting down");
    }

    @Test
    void stageNeverGoesBack() {
        health.enter(Lifecycle.STOPPED);
        health.enter(Lifecycle.READY);

        assertThat(health.lifecycle()).isEqualTo(Lifecycle.STOPPED);
    }
}
