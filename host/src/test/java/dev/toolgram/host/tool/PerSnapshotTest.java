package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.TestTools;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    void whatWasMadeIsLetGoOfWhenTheToolsChangeAndNotWhenSomebodyAsks() throws InterruptedException {
        registry.replace(ToolSnapshot.EMPTY.with(List.of(TestTools.echo("one", null))));
        WeakReference<ToolSnapshot> old = new WeakReference<>(made.get().getFirst());
        registry.replace(ToolSnapshot.EMPTY);

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (old.get() != null && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(old.get()).isNull();
    }
}
