package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.TestTools;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolRegistryTest {

    private final ToolRegistry registry = new ToolRegistry();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void aListenerSeesTheNewToolsUntilItsSubscriptionIsClosed() {
        ToolRegistry.Subscription subscription =
                registry.onChange(() -> sizes.add(registry.snapshot().tools().size()));
        registry.replace(ToolSnapshot.EMPTY.with(List.of(TestTools.echo("one", null))));
        subscription.close();
        registry.replace(ToolSnapshot.EMPTY);

        assertThat(sizes).containsExactly(1);
    }

    @Test
    void aListenerThatFailsKeepsNeitherTheChangeNorTheOthersFromHappening() {
        for (int i = 0; i < 3; i++) {
            var _ = registry.onChange(() -> {
                sizes.add(registry.snapshot().tools().size());
                throw new IllegalStateException("test");
            });
        }
        registry.replace(ToolSnapshot.EMPTY.with(List.of(TestTools.echo("one", null))));

        assertThat(sizes).containsExactly(1, 1, 1);
    }
}
