package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that takes long to start holds up itself, and neither others nor the version before it. */
class SlowStartsIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    private PluginBench bench;
    private final List<List<String>> changes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        open(START_LIMIT);
    }

    private void open(Duration startLimit) {
        bench = new PluginBench(temporary, startLimit, Duration.ofSeconds(30));
        var _ = bench.registry()
                .onChange(() -> changes.add(bench.registry().snapshot().tools().stream()
                        .map(RegisteredTool::name)
                        .toList()));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Path file(String name) {
        return bench.folder().resolve(name);
    }

    /** A file that the plugin writes when its start begins. */
    private Path begun(String id) {
        return temporary.resolve("begun-" + id);
    }

    /** A plugin whose start waits for a file. */
    private JarBuilder waiting(String id, String version, Path gate) {
        return PluginSources.provides(id, starts(id, gate, "say(\"%s\", \"%s\")".formatted(id, version)))
                .manifest("Plugin-Version", version);
    }

    private String starts(String id, Path gate, String tool) {
        return """
                try {
                    java.nio.file.Files.write(java.nio.file.Path.of("%s"), new byte[0]);
                    while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) { Thread.sleep(5); }
                } catch (Exception e) { throw new RuntimeException(e); }
                return List.of(%s);""".formatted(begun(id), gate, tool);
    }

    private static JarBuilder plain(String id, String version) {
        return PluginSources.saying(id, id, version).manifest("Plugin-Version", version);
    }

    private void awaitBegun(String id) throws InterruptedException {
        PluginBench.await(id + " is starting", () -> Files.exists(begun(id)));
    }

    private void awaitSaid(String tool, String text) throws InterruptedException {
        PluginBench.await(tool + " says " + text, () -> bench.said(tool).equals(text));
    }

    @Test
    void anotherPluginIsServedWhileOneIsStarting() throws Exception {
        bench.start();
        Path gate = temporary.resolve("gate");
        try (AutoCloseable _ = bench.plugins().watch()) {
            waiting("slow", "1.0.0", gate).writeTo(file("a-slow.jar"));
            awaitBegun("slow");
            long dropped = System.nanoTime();
            plain("quick", "1.0.0").writeTo(file("quick.jar"));
            awaitSaid("quick", "1.0.0");
            assertThat(Duration.ofNanos(System.nanoTime() - dropped)).isLessThan(Duration.ofSeconds(5));
            plain("quick", "1.1.0").writeTo(file("quick.jar"));
            awaitSaid("quick", "1.1.0");
            assertThat(bench.call("slow")).isEqualTo(new ToolResult.UnknownTool("slow"));

            Files.createFile(gate);
            awaitSaid("slow", "1.0.0");
        }
        assertThat(bench.lines())
                .containsExactly(
                        "INFO Loaded plugin quick 1.0.0: quick",
                        "INFO Loaded plugin quick 1.1.0, replacing version 1.0.0: quick",
                        "INFO Loaded plugin slow 1.0.0: slow");
        PluginBench.await("the version that was replaced is closed", () -> bench.contexts() == 2);
    }

    @Test
    void aReplacementThatHangsIsRejectedOnceAndTheVersionBeforeItServes() throws Exception {
        bench.close();
        open(Duration.ofSeconds(3));
        plain("greet", "1.0.0").writeTo(file("greet.jar"));
        bench.start();
        changes.clear();
        try (AutoCloseable _ = bench.plugins().watch()) {
            waiting("greet", "2.0.0", temporary.resolve("never")).writeTo(file("greet.jar"));
            awaitBegun("greet");
            while (bench.lines("Rejected").isEmpty()) {
                assertThat(bench.said("greet")).isEqualTo("1.0.0");
                Thread.sleep(10);
            }
            plain("other", "1.0.0").writeTo(file("other.jar")); // the reason for another change
            awaitSaid("other", "1.0.0");
            assertThat(bench.said("greet")).isEqualTo("1.0.0");
        }
        assertThat(changes).containsExactly(List.of("greet", "other"));
        assertThat(bench.lines())
                .containsExactly(
                        "INFO Loaded plugin greet 1.0.0: greet",
                        "ERROR Rejected plugin greet.jar: it did not start within 3 s; version 1.0.0 of 'greet' stays"
                                + " loaded",
                        "INFO Loaded plugin other 1.0.0: other");
    }

    @Test
    void aRemovedFileServesUntilTheFileThatReplacesItHasStarted() throws Exception {
        plain("greet", "1.0.0").writeTo(file("greet-1.0.0.jar"));
        bench.start();
        changes.clear();
        Path gate = temporary.resolve("gate");
        try (AutoCloseable _ = bench.plugins().watch()) {
            waiting("greet", "1.1.0", gate).writeTo(file("greet-1.1.0.jar"));
            PluginBench.await(
                    "both are there",
                    () -> bench.lines("already there in greet-1.0.0.jar").size() == 1);
            Files.delete(file("greet-1.0.0.jar"));
            awaitBegun("greet");
            assertThat(bench.said("greet")).isEqualTo("1.0.0");
            plain("other", "1.0.0").writeTo(file("other.jar"));
            awaitSaid("other", "1.0.0");
            assertThat(bench.said("greet")).isEqualTo("1.0.0");
            Files.createFile(gate);
            awaitSaid("greet", "1.1.0");
        }
        assertThat(changes).isNotEmpty().allSatisfy(tools -> assertThat(tools).contains("greet"));
        assertThat(bench.lines()).last().isEqualTo("INFO Loaded plugin greet 1.1.0, replacing version 1.0.0: greet");
    }

    @Test
    void whatDependsOnAStartingVersionWaitsWithItAndIsNotRejected() throws Exception {
        plain("base", "1.0.0").writeTo(file("base.jar"));
        plain("user", "1.0.0").manifest("Plugin-Dependencies", "base@<2.0.0").writeTo(file("user.jar"));
        bench.start();
        changes.clear();
        Path gate = temporary.resolve("gate");
        waiting("base", "2.0.0", gate).writeTo(file("base.jar"));
        plain("user", "2.0.0").manifest("Plugin-Dependencies", "base@>=2.0.0").writeTo(file("user.jar"));
        plain("late", "1.0.0").manifest("Plugin-Dependencies", "user@>=2.0.0").writeTo(file("late.jar"));
        try (AutoCloseable _ = bench.plugins().watch()) { // finds all three at once
            awaitBegun("base");
            plain("other", "1.0.0").writeTo(file("other.jar"));
            awaitSaid("other", "1.0.0");
            assertThat(bench.said("base")).isEqualTo("1.0.0");
            assertThat(bench.said("user")).isEqualTo("1.0.0");

            Files.createFile(gate);
            awaitSaid("late", "1.0.0");
            assertThat(bench.said("base")).isEqualTo("2.0.0");
            assertThat(bench.said("user")).isEqualTo("2.0.0");
        }
        assertThat(bench.lines("Rejected")).isEmpty();
    }

    @Test
    void aVersionIsServedWhenWhatDependsOnItHasStartedWithIt() throws Exception {
        Path gate = temporary.resolve("gate");
        Files.createFile(gate);
        plain("base", "1.0.0").writeTo(file("base.jar"));
        waiting("user", "1.0.0", gate).manifest("Plugin-Dependencies", "base").writeTo(file("user.jar"));
        bench.start();
        Files.delete(gate);
        Files.delete(begun("user"));
        changes.clear();
        try (AutoCloseable _ = bench.plugins().watch()) {
            plain("base", "2.0.0").writeTo(file("base.jar"));
            awaitBegun("user");
            plain("other", "1.0.0").writeTo(file("other.jar"));
            awaitSaid("other", "1.0.0");
            assertThat(bench.said("base")).isEqualTo("1.0.0");
            assertThat(bench.said("user")).isEqualTo("1.0.0");

            Files.createFile(gate);
            awaitSaid("base", "2.0.0");
        }
        assertThat(bench.lines()).contains("INFO Reloaded plugin user 1.0.0 with its dependencies: user");
        assertThat(bench.lines("Rejected")).isEmpty();
        assertThat(changes).hasSize(2);
    }

    @Test
    void aPluginServesWithTheClassesOfARemovedOneUntilItHasStartedWithout() throws Exception {
        Path gate = temporary.resolve("gate");
        Files.createFile(gate);
        PluginSources.saying("base", "base", "here")
                .and("base.Words", "package base; public class Words { public static String say() { return \"hi\"; } }")
                .writeTo(file("base.jar"));
        String tool = """
                new Tool<Input, Output>() {
                    public ToolDefinition<Input, Output> definition() { return named("user").build(); }
                    public Output call(Input input, ToolContext context) {
                        try { return new Output(base.Words.say()); }
                        catch (NoClassDefFoundError e) { return new Output("alone"); }
                    }
                }""";
        JarBuilder.plugin("user", "user.P", "package user; class Unused {}")
                .and("user.P", PluginSources.provider("user", starts("user", gate, tool)), file("base.jar"))
                .manifest("Plugin-Dependencies", "base?")
                .writeTo(file("user.jar"));
        bench.start();
        Files.delete(gate);
        Files.delete(begun("user"));
        try (AutoCloseable _ = bench.plugins().watch()) {
            Files.delete(file("base.jar"));
            awaitBegun("user");
            plain("other", "1.0.0").writeTo(file("other.jar"));
            awaitSaid("other", "1.0.0");
            assertThat(bench.call("base")).isEqualTo(new ToolResult.UnknownTool("base"));
            assertThat(bench.said("user")).isEqualTo("hi"); // its first call: the class is loaded now

            Files.createFile(gate);
            awaitSaid("user", "alone");
            PluginBench.await("the removed one is closed", () -> bench.contexts() == 2);
        }
    }

    @Test
    void aStartThatIsNotWantedAnyMoreLeavesNothing() throws Exception {
        bench.start();
        Path gate = temporary.resolve("gate");
        try (AutoCloseable _ = bench.plugins().watch()) {
            waiting("greet", "1.0.0", gate).writeTo(file("greet.jar"));
            awaitBegun("greet");
            plain("greet", "2.0.0").writeTo(file("greet.jar"));
            awaitSaid("greet", "2.0.0");
            Files.createFile(gate);
            PluginBench.await("one version and its copy are left", () -> bench.contexts() == 1 && copies() == 1);
            assertThat(bench.said("greet")).isEqualTo("2.0.0");
        }
        assertThat(bench.lines()).containsExactly("INFO Loaded plugin greet 2.0.0: greet");
    }

    private long copies() {
        try (var files = Files.list(temporary.resolve("scratch"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("plugin-"))
                    .count();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void closingDoesNotWaitForAStart() throws Exception {
        bench.start();
        try (AutoCloseable _ = bench.plugins().watch()) {
            waiting("slow", "1.0.0", temporary.resolve("never")).writeTo(file("slow.jar"));
            awaitBegun("slow");
        }
        PluginBench closed = bench;
        long before = System.nanoTime();
        closed.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        assertThat(closed.contexts()).isZero();
        open(START_LIMIT);
    }

    @Test
    void atTheStartOfTheHostPluginsWithDependenciesStartSideBySide() {
        plain("base", "1.0.0").writeTo(file("base.jar"));
        // Each waits until the other one is starting: one after the other, both would exceed the limit.
        waiting("one", "1.0.0", begun("two"))
                .manifest("Plugin-Dependencies", "base")
                .writeTo(file("one.jar"));
        waiting("two", "1.0.0", begun("one"))
                .manifest("Plugin-Dependencies", "base")
                .writeTo(file("two.jar"));
        bench.start();
        assertThat(bench.registry().snapshot().tools()).extracting("name").containsExactly("base", "one", "two");
    }

    @Test
    void atTheStartOfTheHostAPluginStartsAsSoonAsItsOwnDependenciesHave() {
        plain("base", "1.0.0").writeTo(file("base.jar"));
        waiting("user", "1.0.0", temporary.resolve("begun-slow"))
                .manifest("Plugin-Dependencies", "base")
                .writeTo(file("user.jar"));
        waiting("slow", "1.0.0", begun("user")).writeTo(file("slow.jar"));
        bench.start();
        assertThat(bench.registry().snapshot().tools()).extracting("name").containsExactly("base", "slow", "user");
    }
}
