package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin that uses everything the host offers is replaced again and again on a whole host. Nothing of an old version
 * may stay: neither its classes nor the room that they take.
 */
@Tag("soak")
class ReloadsIT {

    private static final int WARM_UP = 20;
    private static final int RELOADS = 200;

    /**
     * The compiler's data about the host's own code is there too, and levels off; two hundred versions that stayed
     * would take ten times as much.
     */
    private static final long TOLERANCE_KILOBYTES = 6 * 1024;

    private static final String SOURCE = """
            package busy;
            import dev.toolgram.api.*;
            import dev.toolgram.api.schema.*;
            import dev.toolgram.api.telegram.*;
            import jakarta.validation.constraints.*;
            import java.util.*;
            import org.slf4j.*;
            @org.pf4j.Extension
            public class P implements ToolProvider {
                private static final Logger log = LoggerFactory.getLogger(P.class);
                private static final ThreadLocal<Object> kept = new ThreadLocal<>();
                static final String VERSION = "%s";
                enum Mode { LOUD, QUIET }
                sealed interface Choice permits One, Two {}
                record One(String one) implements Choice {}
                record Two(int two) implements Choice {}
                record Inner(@Size(max = 5) List<@NotBlank String> words, Map<String, Long> numbers) {}
                record Input(@Description("A text.") @NotBlank @Size(max = 20) String text, @DefaultValue("3") @Min(1) @Max(9) int count,
                             @org.jspecify.annotations.Nullable Mode mode, @org.jspecify.annotations.Nullable Inner inner) {}
                record Output(String said, String version, Inner inner) {}
                record UpdateNewMessage(Message message) {}
                record GetMe() implements TdFunction<User> {}
                record User(long id) {}

                public List<Tool<?, ?>> tools(PluginContext context) {
                    log.debug("busy starts");
                    context.telegram().subscribe(UpdateNewMessage.class, update -> log.debug("{}", update));
                    context.dataDirectory();
                    return List.of(new Busy(context.telegram()), new Picture());
                }
                record Busy(TelegramClient telegram) implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() {
                        return ToolDefinition.named("busy").title("t").description("d").input(Input.class).output(Output.class)
                                .route(Route.post("/api/busy/{text}")).effect(Effect.READ).build();
                    }
                    public Output call(Input input, ToolContext context) {
                        kept.set(new Two(1));
                        if (input.text().equals("fail")) { throw new IllegalStateException("on purpose", new Failure()); }
                        telegram.send(new GetMe());
                        context.progress(1, 2.0, "half");
                        List<String> words = List.of("a").parallelStream().map(String::toUpperCase).toList();
                        try (var in = P.class.getResourceAsStream("/META-INF/extensions.idx")) {
                            in.readAllBytes();
                            P.class.getResource("/META-INF/extensions.idx").openStream().close();
                        } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
                        return new Output(input.text(), VERSION, new Inner(words, Map.of("n", 1L)));
                    }
                }
                static class Failure extends RuntimeException {}
                static class Picture implements Tool<Nothing, FileContent> {
                    public ToolDefinition<Nothing, FileContent> definition() {
                        return ToolDefinition.named("picture").title("t").description("d").input(Nothing.class).outputFile()
                                .effect(Effect.READ).build();
                    }
                    public FileContent call(Nothing input, ToolContext context) {
                        return FileContent.of("p.png", "image/png", new byte[] {1, 2, 3});
                    }
                }
                record Nothing() {}
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void twoHundredReloadsLeaveNothingBehind() throws Exception {
        byte[][] jars = new byte[2][];
        for (int i = 0; i < jars.length; i++) {
            jars[i] = JarBuilder.plugin("busy", "busy.P", SOURCE.formatted("v" + i))
                    .manifest("Plugin-Version", "1.0." + i)
                    .toBytes();
        }
        try (SandboxHost host = SandboxHost.start(Map.of("TOOLGRAM_PLUGINS_DIR", folder.toString()))) {
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < WARM_UP; i++) {
                reload(host, jars, i, loaders);
            }
            awaitCollected(loaders);
            Figures before = Figures.now();
            for (int i = 0; i < RELOADS; i++) {
                reload(host, jars, i, loaders);
            }
            awaitCollected(loaders);
            Figures after = Figures.now();
            System.out.printf(
                    "%d reloads: metaspace %d kB -> %d kB, classes %d -> %d, threads %d -> %d, open files %d -> %d%n",
                    RELOADS,
                    before.metaspace(),
                    after.metaspace(),
                    before.classes(),
                    after.classes(),
                    before.threads(),
                    after.threads(),
                    before.files(),
                    after.files());

            assertThat(after.metaspace()).isLessThan(before.metaspace() + TOLERANCE_KILOBYTES);
            assertThat(after.classes()).isLessThan(before.classes() + 200);
            assertThat(after.threads()).isLessThan(before.threads() + 10);
            assertThat(after.files()).isLessThan(before.files() + 10);
        }
    }

    private void reload(SandboxHost host, byte[][] jars, int round, List<WeakReference<ClassLoader>> loaders)
            throws Exception {
        // The same two contents in turn: each round is another version than the one before.
        java.nio.file.Files.write(folder.resolve("busy.jar"), jars[round % 2]);
        host.host().plugins().rescan();
        String version = "v" + round % 2;
        assertThat(host.post("/api/busy/hello", Map.of("count", 2))
                        .result()
                        .get("version")
                        .asString())
                .isEqualTo(version);
        assertThat(host.post("/api/busy/" + "x".repeat(30), Map.of("count", 20)).status())
                .isEqualTo(400);
        assertThat(host.mcp("busy", Map.of("text", "hi", "mode", "LOUD"))
                        .result()
                        .get("version")
                        .asString())
                .isEqualTo(version);
        if (round % 10 == 0) {
            assertThat(host.post("/api/busy/fail", Map.of()).status()).isEqualTo(500);
            assertThat(host.get("/openapi.json", Map.of()).body().get("paths").has("/api/busy/{text}"))
                    .isTrue();
            assertThat(host.mcpTools()).extracting("name").contains("busy", "picture");
            assertThat(host.sandbox("receive", Map.of("chat_id", 1002, "text", "push " + round)))
                    .isNotNull();
        }
        loaders.add(new WeakReference<>(Objects.requireNonNull(host.host()
                .registry()
                .snapshot()
                .find("busy")
                .orElseThrow()
                .definition()
                .inputType()
                .getClassLoader())));
    }

    /** All but the one that serves. */
    private static void awaitCollected(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        PluginBench.await("the class loaders are collected", () -> {
            System.gc();
            return loaders.stream().filter(each -> each.get() != null).count() <= 1;
        });
    }

    private record Figures(long metaspace, int classes, int threads, long files) {
        static Figures now() {
            long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed() / 1024)
                    .sum();
            String[] files = new java.io.File("/proc/self/fd").list();
            return new Figures(
                    metaspace,
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    files == null ? 0 : files.length);
        }
    }
}
