package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.TestTools;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PerSnapshotTest {

    private final ToolRegistry registry = new ToolRegistry();
    private final PerSnapshot<List<ToolSnapshot>> made = new PerSnapshot<>(registry, List::of);

    @Test
    void isMadeOnceForEachSnapshot() {
        List<ToolSnapshot> first = made.get();
        assertThat(made.get()).isSameAs(first);

        registry.replace(ToolSnapshot.EMPTY.with(List.of(TestTools.echo("one", null))));
        assertThat(made.get()).containsExactly(registry.snapshot());
    }

    @Test
    void derivedValuesAreReleasedWhenToolsChange() {
        registry.replace(ToolSnapshot.EMPTY.with(List.of(TestTools.echo("one", null))));
        WeakReference<ToolSnapshot> old = new WeakReference<>(made.get().getFirst());
        registry.replace(ToolSnapshot.EMPTY);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return old.get() == null;
        });
    }
}
