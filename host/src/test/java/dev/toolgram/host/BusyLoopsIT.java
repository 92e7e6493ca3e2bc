package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host on two processors, with a plugin that closes the standard streams and whose calls never return. */
@Tag("soak")
class BusyLoopsIT {

    private static final int LOOPS = 2;
    private static final int REQUESTS = 30;
    private static final Duration SLOWEST = Duration.ofSeconds(3);
    /** Drained for 10 s, then calls and plugins are ended. */
    private static final Duration STOP = Duration.ofSeconds(30);

    private static final String LOOPS_FOREVER = """
            System.out.close();
            System.err.close();
            return List.of(new Tool<Input, Output>() {
                public ToolDefinition<Input, Output> definition() { return named("loop").build(); }
                public Output call(Input input, ToolContext context) {
                    while (true) { boolean ignored = Thread.interrupted(); }
                }
            });""";

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void hostAnswersAndStops() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        PluginSources.provides("loops", LOOPS_FOREVER).writeTo(plugins.resolve("loops.jar"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RealHost host = new RealHost(
                        folder,
                        Map.of(
                                "TOOLGRAM_TELEGRAM", "sandbox",
                                "TOOLGRAM_PLUGINS_DIR", plugins.toString(),
                                "TOOLGRAM_REQUEST_TIMEOUT", "2",
                                "TOOLGRAM_JAVA_OPTS", "-XX:ActiveProcessorCount=2"))) {
            host.awaitReady();
            List<CompletableFuture<Integer>> loops = new ArrayList<>();
            for (int i = 0; i < LOOPS; i++) {
                loops.add(CompletableFuture.supplyAsync(() -> loop(host), threads));
            }
            for (CompletableFuture<Integer> loop : loops) {
                assertThat(loop.get()).isEqualTo(504);
            }
            host.await("both are stuck", () -> host.err().contains("keeps running, stuck calls: " + LOOPS));

            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                long start = System.nanoTime();
                assertThat(host.get("/healthz").statusCode()).isEqualTo(200);
                assertThat(host.get("/api/me").statusCode()).isEqualTo(200);
                millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
            long stop = System.nanoTime();
            assertThat(host.stop()).isZero();
            long stopped = Duration.ofNanos(System.nanoTime() - stop).toMillis();
            Collections.sort(millis);
            System.out.printf(
                    "Busy loops: %d requests, median %d ms, slowest %d ms; stopped after %d ms%n",
                    2 * REQUESTS, millis.get(REQUESTS / 2), millis.getLast(), stopped);

            assertThat(millis.getLast()).isLessThan(SLOWEST.toMillis());
            assertThat(stopped).isLessThan(STOP.toMillis());
            assertThat(host.out()).contains("Toolgram is ready");
        }
    }

    private static int loop(RealHost host) {
        try {
            return host.post("/api/tools/loop", "{}").statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
