package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An account with thousands of chats. */
class LongListIT {

    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start(Map.of("TOOLGRAM_PLUGIN_SANDBOX_CHATS", "5000"));
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void chatAtTheEndResolvesByItsId() {
        assertThat(host.get("/api/entities", Map.of("chat", 105_000))
                        .result()
                        .get("ref")
                        .asString())
                .isEqualTo("@guest_5000");
    }
}
