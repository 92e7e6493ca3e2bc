package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    void everyChatIsOnAPage() {
        List<String> refs = new ArrayList<>();
        List<String> page;
        do {
            page = refs(Map.of("limit", 200, "offset", refs.size()));
            refs.addAll(page);
        } while (page.size() == 200);

        assertThat(refs).doesNotHaveDuplicates().contains("@bob_stone").endsWith("@guest_4999", "@guest_5000");
        assertThat(refs.stream().filter(ref -> ref.startsWith("@guest_"))).hasSize(5000);
    }

    @Test
    void searchAndUnreadReachTheEnd() {
        assertThat(refs(Map.of("search", "guest_5000"))).containsExactly("@guest_5000");
        assertThat(refs(Map.of("search", "guest 499"))).hasSize(11);
        assertThat(refs(Map.of("unread_only", true, "search", "guest", "limit", 200, "offset", 400)))
                .hasSize(100)
                .startsWith("@guest_4010")
                .endsWith("@guest_5000");
    }

    private static List<String> refs(Map<String, ?> query) {
        return host.get("/api/dialogs", query)
                .result()
                .valueStream()
                .map(each -> each.path("ref").asString())
                .toList();
    }

    @Test
    void chatAtTheEndResolvesByItsId() {
        assertThat(host.get("/api/entities", Map.of("chat", 105_000))
                        .result()
                        .get("ref")
                        .asString())
                .isEqualTo("@guest_5000");
    }

    /** The best of some, because other tests run beside it. */
    @Test
    void unreadChatsAmongThousandsAreFoundWithinASecond() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long start = System.nanoTime();
            assertThat(host.get("/api/dialogs/unread", Map.of("limit", 100)).result())
                    .hasSize(100);
            millis.add((System.nanoTime() - start) / 1_000_000);
        }

        assertThat(Collections.min(millis)).as("ms of each: %s", millis).isLessThanOrEqualTo(1_000);
    }
}
