package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are loaded, replaced and unloaded when their files are added, changed and removed. */
class LivePluginsIT {

    @TempDir
    private Path temporary;

    private @org.jspecify.annotations.Nullable PluginBench open;

    private PluginBench bench() {
        PluginBench bench = open;
        if (bench == null) {
            bench = new PluginBench(temporary);
            open = bench;
        }
        return bench;
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    private Path file(String name) {
        return bench().folder().resolve(name);
    }

    private static JarBuilder version(String version, String text) {
        return PluginSources.saying("greet", "greet", text).manifest("Plugin-Version", version);
    }

    private static final String TOOL = """
            return List.of(say("%s", "%s"));""";

    @Test
    void aFolderThatAppearsLaterIsFollowedAndAFileIsServedWhenItIsComplete() throws Exception {
        bench().start();
        byte[] jar = version("1.0.0", "one").toBytes();
        try (AutoCloseable _ = bench().plugins().watch()) {
            Files.write(file("greet.jar"), Arrays.copyOf(jar, jar.length / 2));
            Files.write(file("greet.jar.part"), jar);
            PluginSources.saying("later", "later", "here").writeTo(file("later.jar"));
            PluginBench.await(
                    "what came later is served", () -> bench().said("later").equals("here"));
            assertThat(bench().lines()).containsExactly("INFO Loaded plugin later 1.0.0: later");

            Files.write(file("greet.jar"), jar);
            PluginBench.await("greet is served", () -> bench().said("greet").equals("one"));
            Files.delete(file("greet.jar"));
            PluginBench.await("greet is gone", () -> bench().call("greet").equals(new ToolResult.UnknownTool("greet")));
        }
        assertThat(bench().lines())
                .endsWith(
                        "INFO Loaded plugin greet 1.0.0: greet",
                        "INFO Unloaded plugin greet 1.0.0: its file was removed")
                .hasSize(3);
    }

    @Test
    void aNewVersionTakesTheNameInOneChange() throws IOException {
        version("1.0.0", "one").writeTo(file("greet.jar"));
        bench().start();
        List<List<String>> changes = new CopyOnWriteArrayList<>();
        var _ = bench().registry()
                .onChange(() -> changes.add(bench().registry().snapshot().tools().stream()
                        .map(RegisteredTool::name)
                        .toList()));

        PluginSources.provides("greet", "return List.of(say(\"greet\", \"two\"), say(\"greet_all\", \"two\"));")
                .manifest("Plugin-Version", "1.1.0")
                .writeTo(file("greet.jar"));
        bench().plugins().rescan();

        assertThat(bench().said("greet")).isEqualTo("two");
        assertThat(changes).containsExactly(List.of("greet", "greet_all"));
        assertThat(bench().lines())
                .last()
                .isEqualTo("INFO Loaded plugin greet 1.1.0, replacing version 1.0.0: greet, greet_all");
    }

    @Test
    void versionsInTheNameOfTheFileReplaceEachOtherToo() throws IOException {
        version("1.0.0", "one").writeTo(file("greet-1.0.0.jar"));
        bench().start();
        version("1.1.0", "two").writeTo(file("greet-1.1.0.jar"));
        bench().plugins().rescan();
        assertThat(bench().said("greet")).isEqualTo("one");
        assertThat(bench().lines()).last().asString().contains("already there in greet-1.0.0.jar: remove one");

        Files.delete(file("greet-1.0.0.jar"));
        bench().plugins().rescan();

        assertThat(bench().said("greet")).isEqualTo("two");
        assertThat(bench().lines()).last().isEqualTo("INFO Loaded plugin greet 1.1.0, replacing version 1.0.0: greet");
    }

    @Test
    void aVersionThatFailsInAnyPhaseLeavesTheOneBeforeItServing() throws IOException {
        version("1.0.0", "one").writeTo(file("greet.jar"));
        PluginSources.saying("other", "other", "here").writeTo(file("other.jar"));
        bench().start();
        Map<String, JarBuilder> bad = Map.of(
                "it has no META-INF/extensions.idx", version("2.0.0", "no").without("META-INF/extensions.idx"),
                "it requires Toolgram 9.0.0", version("2.0.0", "no").manifest("Plugin-Requires", "9.0.0"),
                "bad weather", PluginSources.provides("greet", "throw new IllegalStateException(\"bad weather\");"),
                "tool name 'other' is already taken", PluginSources.saying("greet", "other", "mine"),
                "which is not there", version("2.0.0", "no").manifest("Plugin-Dependencies", "nowhere"));
        bad.forEach((reason, jar) -> {
            jar.writeTo(file("greet.jar"));
            bench().plugins().rescan();

            assertThat(bench().said("greet")).as(reason).isEqualTo("one");
            assertThat(bench().said("other")).isEqualTo("here");
            assertThat(bench().lines(reason))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR Rejected plugin greet.jar: ")
                    .endsWith("; version 1.0.0 of 'greet' stays loaded");
        });
        version("2.0.0", "two").writeTo(file("greet.jar"));
        bench().plugins().rescan();
        assertThat(bench().said("greet")).isEqualTo("two");
    }

    @Test
    void aFileThatHoldsAnotherPluginNowReplacesTheOneBefore() throws IOException {
        version("1.0.0", "one").writeTo(file("greet.jar"));
        bench().start();
        PluginSources.saying("hello", "hello", "hi").writeTo(file("greet.jar"));
        bench().plugins().rescan();

        assertThat(bench().said("hello")).isEqualTo("hi");
        assertThat(bench().call("greet")).isEqualTo(new ToolResult.UnknownTool("greet"));
        assertThat(bench().lines())
                .endsWith(
                        "INFO Loaded plugin greet 1.0.0: greet",
                        "INFO Loaded plugin hello 1.0.0 in place of plugin 'greet' in file greet.jar: hello")
                .hasSize(2);
    }

    @Test
    void aFileThatIsOnlyTouchedChangesNothingAndLeavesNoCopies() throws Exception {
        version("1.0.0", "one").writeTo(file("greet.jar"));
        bench().start();
        RegisteredTool before = bench().registry().snapshot().find("greet").orElseThrow();
        Files.setLastModifiedTime(file("greet.jar"), FileTime.from(Instant.EPOCH));
        bench().plugins().rescan();

        assertThat(bench().registry().snapshot().find("greet")).containsSame(before);
        assertThat(bench().lines()).hasSize(1);
        PluginBench.await("only the copy that is served is left", () -> copies() == 1);
    }

    @Test
    void aCallInFlightEndsOnTheVersionItBeganOn() throws Exception {
        String waits = """
                return List.of(new Tool<Input, Output>() {
                    public ToolDefinition<Input, Output> definition() { return named("greet").build(); }
                    public Output call(Input input, ToolContext context) {
                        java.nio.file.Path gate = java.nio.file.Path.of("%s");
                        try {
                            java.nio.file.Files.createFile(gate.resolveSibling("begun"));
                            while (!java.nio.file.Files.exists(gate)) { Thread.sleep(5); }
                        } catch (Exception e) { throw new RuntimeException(e); }
                        return new Late().answer();
                    }
                });
            }
            static class Late {
                Output answer() { return new Output("one"); }
                """.formatted(temporary.resolve("gate"));
        PluginSources.provides("greet", waits).writeTo(file("greet.jar"));
        bench().start();
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> bench().said("greet"));
        PluginBench.await("the call has begun", () -> Files.exists(temporary.resolve("begun")));

        version("2.0.0", "two").writeTo(file("greet.jar"));
        bench().plugins().rescan();
        assertThat(bench().said("greet")).isEqualTo("two");
        assertThat(call).isNotDone();
        assertThat(bench().contexts()).isEqualTo(2);

        Files.createFile(temporary.resolve("gate"));
        // A class that was not loaded before the replacement: the old jar is still at hand.
        assertThat(call.get()).isEqualTo("one");
        PluginBench.await("the old version is closed", () -> bench().contexts() == 1);
    }

    @Test
    void aZipBringsItsLibrariesAndMayDescribeItselfInProperties() throws IOException {
        byte[] library = JarBuilder.plugin("x", "lib.Words", """
                package lib; public class Words { public static String hello() { return "from the library"; } }""").toBytes();
        Path libraryJar = Files.write(temporary.resolve("lib.jar"), library);
        JarBuilder.plugin("zipped", "zipped.P", "package zipped; class Unused {}")
                .and(
                        "zipped.P",
                        PluginSources.provider("zipped", TOOL.formatted("zipped", "\" + lib.Words.hello() + \"")),
                        libraryJar)
                .manifest("Plugin-Id", null)
                .manifest("Plugin-Version", null)
                .writeZipTo(
                        file("zipped.zip"),
                        Map.of(
                                "lib/words.jar",
                                library,
                                "plugin.properties",
                                "plugin.id=zipped\nplugin.version=1.2.3\nplugin.requires=0.1.0\n"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        bench().start();

        assertThat(bench().said("zipped")).isEqualTo("from the library");
        assertThat(bench().lines()).containsExactly("INFO Loaded plugin zipped 1.2.3: zipped");
    }

    @Test
    void classesOfADependencyAreVisibleAndItsReplacementReloadsItsDependents() throws IOException {
        base("1.0.0", "one").writeTo(file("z-base.jar"));
        Path compileTime = file("z-base.jar");
        JarBuilder dependent = JarBuilder.plugin("user", "user.P", "package user; class Unused {}")
                .and(
                        "user.P",
                        PluginSources.provider("user", TOOL.formatted("use", "\" + base.Words.say() + \"")),
                        compileTime)
                .manifest("Plugin-Dependencies", "base@>=1.0.0 & <2.0.0");
        dependent.writeTo(file("a-user.jar"));
        bench().start();
        assertThat(bench().said("use")).isEqualTo("one");

        base("1.5.0", "two").writeTo(file("z-base.jar"));
        bench().plugins().rescan();
        assertThat(bench().said("use")).isEqualTo("two");
        assertThat(bench().said("base")).isEqualTo("two");
        assertThat(bench().lines()).contains("INFO Reloaded plugin user 1.0.0 with its dependencies: use");

        base("2.0.0", "three").writeTo(file("z-base.jar"));
        bench().plugins().rescan();
        assertThat(bench().said("use")).isEqualTo("two");
        assertThat(bench().said("base")).isEqualTo("two");
        assertThat(bench().lines())
                .last()
                .isEqualTo("ERROR Rejected plugin z-base.jar: plugin 'user' depends on version >=1.0.0 & <2.0.0"
                        + " of it, and this is 2.0.0; version 1.5.0 of 'base' stays loaded");

        PluginSources.saying("base", "base", "four")
                .manifest("Plugin-Version", "1.6.0")
                .writeTo(file("z-base.jar"));
        bench().plugins().rescan();
        assertThat(bench().said("use")).isEqualTo("two");
        assertThat(bench().lines())
                .last()
                .asString()
                .contains("plugin 'user', which depends on it, does not start with it");

        Files.delete(file("z-base.jar"));
        bench().plugins().rescan();
        assertThat(bench().registry().snapshot().tools()).isEmpty();
        assertThat(bench().lines("Rejected plugin a-user.jar: it depends on plugin 'base', which is not there"))
                .hasSize(1);

        base("1.7.0", "five").writeTo(file("z-base.jar"));
        bench().plugins().rescan();
        assertThat(bench().said("use")).isEqualTo("five");
    }

    /** A plugin with a class for others. */
    private static JarBuilder base(String version, String text) {
        return PluginSources.saying("base", "base", text)
                .and(
                        "base.Words",
                        "package base; public class Words { public static String say() { return \"%s\"; } }"
                                .formatted(text))
                .manifest("Plugin-Version", version);
    }

    @Test
    void thePluginThatBringsANetworkStaysUntilTheNextStart() throws IOException {
        network("one").writeTo(file("network.jar"));
        bench().start();
        network("two").writeTo(file("network.jar"));
        bench().plugins().rescan();
        Files.delete(file("network.jar"));
        bench().plugins().rescan();

        assertThat(bench().said("network")).isEqualTo("one");
        assertThat(bench().networks()).containsExactly("mine");
    }

    private static JarBuilder network(String text) {
        return PluginSources.saying("network", "network", text)
                .and("network.Net", """
                        package network;
                        @org.pf4j.Extension
                        public class Net implements dev.toolgram.api.TelegramNetwork {
                            public String name() { return "mine"; }
                            public Connection open(java.nio.file.Path folder) { return null; }
                        }
                        """)
                .with(
                        "META-INF/extensions.idx",
                        "network.P\nnetwork.Net\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aPinThatIsAddedLoadsThePluginThatWaitedForIt() throws Exception {
        open = PluginBench.trustingListedOnly(temporary);
        version("1.0.0", "one").writeTo(file("greet.jar"));
        bench().start();
        String line = bench().lines("if you trust it, the line is: ").getFirst();
        assertThat(bench().call("greet")).isEqualTo(new ToolResult.UnknownTool("greet"));

        try (AutoCloseable _ = bench().plugins().watch()) {
            Path _ = Files.writeString(file("plugins.sha256"), line.substring(line.lastIndexOf("is: ") + 4) + "\n");
            PluginBench.await("greet is served", () -> bench().said("greet").equals("one"));
        }
    }

    @Test
    void settingsNextToTheJarAreWatched() throws Exception {
        JarBuilder.plugin(
                        "greet", "greet.P", PluginSources.provider("greet", """
                        return List.of(say("greet", context.settings(Words.class).words()));""").replace("record Input() {}", """
                                record Input() {}
                                public record Words(@jakarta.validation.constraints.Size(min = 4) String words) {}
                                public List<Class<? extends Record>> settings() { return List.of(Words.class); }
                                """))
                .writeTo(file("greet.jar"));
        bench().start();
        assertThat(bench().lines())
                .containsExactly("ERROR Rejected plugin greet.jar: its settings are missing or wrong:"
                        + " TOOLGRAM_PLUGIN_GREET_WORDS, or words in greet.properties, is required");
        try (AutoCloseable _ = bench().plugins().watch()) {
            settings("words=first-secret");
            PluginBench.await("the file is read", () -> bench().said("greet").equals("first-secret"));
            settings("words=second-secret");
            PluginBench.await("the change is read", () -> bench().said("greet").equals("second-secret"));
            settings("words=odd");
            PluginBench.await(
                    "the mistake is logged", () -> !bench().lines("has 3").isEmpty());
            settings("word=third-secret");
            PluginBench.await(
                    "the mistake is logged",
                    () -> !bench().lines("did you mean").isEmpty());
            assertThat(bench().said("greet")).isEqualTo("second-secret");
            settings("words=third-secret");
            PluginBench.await(
                    "the right one is read", () -> bench().said("greet").equals("third-secret"));
            Files.delete(file("greet.properties"));
            PluginBench.await(
                    "the removal is read", () -> bench().lines("is required").size() == 3);
            assertThat(bench().said("greet")).isEqualTo("third-secret");
        }
        assertThat(bench().lines().stream().skip(1))
                .containsExactly(
                        "INFO Loaded plugin greet 1.0.0: greet",
                        "INFO Reloaded plugin greet 1.0.0 with new settings: greet",
                        "ERROR Rejected plugin greet.jar: its settings are missing or wrong: greet.properties: words must"
                                + " have at least 4 characters, has 3; version 1.0.0 of 'greet' stays loaded",
                        "ERROR Rejected plugin greet.jar: its settings are missing or wrong: greet.properties: word is not"
                                + " a setting of plugin greet; did you mean words?; TOOLGRAM_PLUGIN_GREET_WORDS, or words"
                                + " in greet.properties, is required; version 1.0.0 of 'greet' stays loaded",
                        "INFO Reloaded plugin greet 1.0.0 with new settings: greet",
                        "ERROR Rejected plugin greet.jar: its settings are missing or wrong: TOOLGRAM_PLUGIN_GREET_WORDS,"
                                + " or words in greet.properties, is required; version 1.0.0 of 'greet' stays loaded");
    }

    private void settings(String content) throws IOException {
        Path _ = Files.writeString(file("greet.properties"), content);
    }

    @Test
    void nothingIsLeftOfAPluginThatWasRemoved() throws Exception {
        version("1.0.0", "one").writeTo(file("greet.jar"));
        bench().start();
        Files.delete(file("greet.jar"));
        bench().plugins().rescan();
        PluginBench.await("it is closed", () -> bench().contexts() == 0);
        PluginBench.await("its copy is gone", () -> copies() == 0);
    }

    private long copies() {
        try (var files = Files.list(temporary.resolve("scratch"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("plugin-"))
                    .count();
        } catch (IOException e) {
            return -1;
        }
    }
}
