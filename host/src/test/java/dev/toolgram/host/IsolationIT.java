package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.tool.ToolResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A misbehaving plugin fails its own calls and does not affect others. */
class IsolationIT {

    private static final String MISCHIEF = """
            package mischief;
            import dev.toolgram.api.*;
            import java.util.*;
            @org.pf4j.Extension
            public class P implements ToolProvider {
                record Input(String what) {}
                public static class Node {
                    public Node next;
                    public String said = "x";
                }
                public static class Broken {
                    public String getSaid() { throw new IllegalStateException("a getter"); }
                }
                public List<Tool<?, ?>> tools(PluginContext context) {
                    return List.of(new Do());
                }
                static class Do implements Tool<Input, Object> {
                    @SuppressWarnings({"unchecked", "rawtypes"})
                    public ToolDefinition<Input, Object> definition() {
                        return (ToolDefinition) ToolDefinition.named("do").title("t").description("d")
                                .input(Input.class).output(Node.class).effect(Effect.READ).build();
                    }
                    public Object call(Input input, ToolContext context) {
                        switch (input.what()) {
                            case "throws": throw new IllegalStateException("on purpose");
                            case "unspeakable": throw new RuntimeException() {
                                public String getMessage() { throw new IllegalStateException("no words"); }
                            };
                            case "memory": return new long[Integer.MAX_VALUE].length + new long[Integer.MAX_VALUE].length;
                            case "stack": return deep(1) + "";
                            case "missing": return new mischief.Gone();
                            case "verify": throw new VerifyError("on purpose");
                            case "null": return null;
                            case "circle": Node node = new Node(); node.next = node; return node;
                            case "getter": return new Broken();
                            case "round": Node one = new Node(); one.next = new Node(); one.next.next = one; return one;
                            case "huge": return List.of("x".repeat(20_000_000), "x".repeat(20_000_000));
                            case "wide": {
                                List<Object> list = new ArrayList<>();
                                for (int i = 0; i < 9; i++) { list = new ArrayList<>(Collections.nCopies(10, list)); }
                                return list;
                            }
                            case "host": return said(visible("dev.toolgram.host.cli.Main") + visible("io.undertow.Undertow")
                                    + visible("ch.qos.logback.classic.Logger") + visible("org.hibernate.validator.HibernateValidator")
                                    + visible("org.hibernate.validator.cfg.ConstraintMapping"));
                            case "shared": return said(visible("tools.jackson.databind.json.JsonMapper") + visible("org.slf4j.Logger")
                                    + visible("java.sql.Driver") + visible("javax.tools.ToolProvider"));
                            case "resources": return said(resources());
                            case "own": return said(io.undertow.Undertow.VERSION + " " + io.undertow.Undertow.class.getPackage().getImplementationVersion());
                            case "context": return said("" + (Thread.currentThread().getContextClassLoader() == P.class.getClassLoader())
                                    + " " + Thread.currentThread().isVirtual());
                            case "loop": while (true) { Thread.onSpinWait(); }
                            default: return said("fine");
                        }
                    }
                    static int deep(int n) { return deep(n + 1) + 1; }
                    static Node said(String text) { Node node = new Node(); node.said = text; return node; }
                    static String visible(String name) {
                        try { Class.forName(name, false, P.class.getClassLoader()); return "1"; }
                        catch (ClassNotFoundException e) { return "0"; }
                    }
                    static String resources() {
                        try {
                            ClassLoader loader = P.class.getClassLoader();
                            List<String> found = new ArrayList<>();
                            for (String name : List.of("logback.xml", "toolgram.properties",
                                    "META-INF/services/jakarta.validation.spi.ValidationProvider",
                                    "META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "META-INF/MANIFEST.MF")) {
                                found.add("" + Collections.list(loader.getResources(name)).size());
                            }
                            found.add("" + ServiceLoader.load(jakarta.validation.spi.ValidationProvider.class, loader).stream().count());
                            found.add("" + (loader.getResource("tools/jackson/databind/json/JsonMapper.class") != null));
                            return String.join(" ", found);
                        } catch (java.io.IOException e) { return e.toString(); }
                    }
                }
            }
            """;

    @TempDir
    private static Path temporary;

    private static PluginBench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = new PluginBench(temporary, Duration.ofSeconds(30), Duration.ofSeconds(20));
        JarBuilder library = JarBuilder.plugin("x", "io.undertow.Undertow", """
                        package io.undertow;
                        public class Undertow { public static final String VERSION = String.valueOf("mine"); }""")
                .manifest("Implementation-Version", "0.0.1-mine")
                .without("META-INF/extensions.idx");
        byte[] bundled = library.toBytes();
        Path compileTime = temporary.resolve("compile-time.jar");
        library.and("mischief.Gone", "package mischief; public class Gone {}").writeTo(compileTime);
        JarBuilder.plugin("mischief", "mischief.Unused", "package mischief; class Unused {}")
                .and("mischief.P", MISCHIEF, compileTime)
                .writeZipTo(bench.folder().resolve("mischief.zip"), Map.of("lib/library.jar", bundled));
        PluginSources.saying("good", "good", "fine").writeTo(bench.folder().resolve("good.jar"));
        bench.start();
        assertThat(bench.lines("Rejected")).isEmpty();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    private static String arguments(String what) {
        return "{\"what\":\"%s\"}".formatted(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throws",
                "unspeakable",
                "memory",
                "stack",
                "missing",
                "verify",
                "null",
                "circle",
                "getter",
                "round",
                "huge",
                "wide"
            })
    void hurtsTheOneCall(String what) {
        assertThat(bench.call("do", arguments(what))).isEqualTo(new ToolResult.Internal());
        assertThat(bench.said("do", arguments("nothing"))).isEqualTo("fine");
        assertThat(bench.said("good")).isEqualTo("fine");
        assertThat(bench.lines("ERROR Uncaught exception in tool do of plugin mischief 1.0.0 at mischief.P$Do."))
                .isNotEmpty();
    }

    @Test
    void whatIsSharedIsSeenAndWhatIsNotIsNot() {
        // Of these five, Undertow is the plugin's own.
        assertThat(bench.said("do", arguments("host"))).isEqualTo("01000");
        assertThat(bench.said("do", arguments("shared"))).isEqualTo("1111");
    }

    @Test
    void resourcesOfTheHostAreNotThoseOfThePlugin() {
        assertThat(bench.said("do", arguments("resources"))).isEqualTo("0 0 0 0 2 0 true");
    }

    @Test
    void aPluginBringsItsOwnVersionOfALibraryThatTheHostHas() {
        assertThat(bench.said("do", arguments("own"))).isEqualTo("mine 0.0.1-mine");
    }

    @Test
    void callRunsOnAVirtualThreadWithThePluginsClassLoader() {
        assertThat(bench.said("do", arguments("context"))).isEqualTo("true true");
    }

    @Test
    void endlessLoopsAreLeftAloneAndAtLastNoMoreAreLetIn(@TempDir Path own) throws Exception {
        try (PluginBench loops = new PluginBench(own, Duration.ofSeconds(30), Duration.ofSeconds(3))) {
            JarBuilder.plugin("loops", "loops.P", PluginSources.provider("loops", """
                    return List.of(new Tool<Input, Output>() {
                        public ToolDefinition<Input, Output> definition() { return named("loop").build(); }
                        public Output call(Input input, ToolContext context) {
                            long end = System.nanoTime() + 60_000_000_000L;
                            while (System.nanoTime() < end && !java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) { }
                            return new Output("out");
                        }
                    });""".formatted(own.resolve("stop"))))
                    .writeTo(loops.folder().resolve("loops.jar"));
            PluginSources.saying("good", "good", "fine").writeTo(loops.folder().resolve("good.jar"));
            loops.start();

            List<CompletableFuture<ToolResult>> calls = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> loops.call("loop"), run -> Thread.ofVirtual().start(run)))
                    .toList();
            for (CompletableFuture<ToolResult> call : calls) {
                assertThat(call.get()).isInstanceOf(ToolResult.TimedOut.class);
            }
            PluginBench.await(
                    "each is logged",
                    () -> loops.lines("ignores its interruption and keeps running")
                                    .size()
                            == 8);
            assertThat(loops.said("good")).isEqualTo("fine");
            assertThat(loops.call("loop"))
                    .isEqualTo(
                            new ToolResult.NotReady(
                                    "8 earlier calls of plugin 'loops' are stuck: they ignore their"
                                            + " interruption. The plugin takes no more calls until it is replaced or Toolgram restarts."));

            PluginSources.saying("loops", "loop", "healed")
                    .writeTo(loops.folder().resolve("loops.jar"));
            loops.plugins().rescan();
            assertThat(loops.said("loop")).isEqualTo("healed");
            Files.writeString(own.resolve("stop"), "now", StandardCharsets.UTF_8);
            PluginBench.await("the old version is closed", () -> loops.contexts() == 2);
        }
    }

    @Test
    void hangingStopIsLoggedOnceAndDoesNotDelayOtherPlugins(@TempDir Path own) throws Exception {
        Path told = Files.createDirectory(own.resolve("told"));
        try (PluginBench stops = new PluginBench(own)) {
            stopping(
                            "hangs",
                            told,
                            "while (true) { try { Thread.sleep(1_000_000); } catch (InterruptedException e) { } }")
                    .writeTo(stops.folder().resolve("hangs.jar"));
            stopping("fails", told, "throw new IllegalStateException(\"on purpose\");")
                    .writeTo(stops.folder().resolve("fails.jar"));
            PluginSources.saying("good", "good", "fine").writeTo(stops.folder().resolve("good.jar"));
            stops.start();
            for (String each : List.of("hangs", "fails", "good")) {
                Files.delete(stops.folder().resolve(each + ".jar"));
                stops.plugins().rescan();
            }
            PluginBench.await("all are closed", () -> stops.contexts() == 0);

            assertThat(stops.lines("failed to stop"))
                    .containsExactly(
                            "WARN Plugin hangs 1.0.0 failed to stop: it did not stop within 5 s",
                            "WARN Plugin fails 1.0.0 failed to stop: uncaught exception in its stop at"
                                    + " fails.P.close(P.java:14): IllegalStateException: on purpose");
            assertThat(stops.lines("could not be unloaded")).isEmpty();
            try (var files = Files.list(told)) {
                assertThat(files.map(file -> file.getFileName().toString().replaceFirst("-.*", "")))
                        .containsExactlyInAnyOrder("hangs", "fails");
            }
        }
    }

    /** A plugin that leaves a file each time that it is told to stop. */
    private static JarBuilder stopping(String id, Path told, String body) {
        String close = """
                record Input() {}
                @Override public void close() {
                    try { java.nio.file.Files.createTempFile(java.nio.file.Path.of("%2$s"), "%1$s-", ""); }
                    catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
                    %3$s
                }
                """.formatted(id, told, body);
        return JarBuilder.plugin(
                id,
                id + ".P",
                PluginSources.provider(id, "return List.of(say(\"%s\", \"x\"));".formatted(id))
                        .replace("implements ToolProvider", "implements ToolProvider, AutoCloseable")
                        .replace("record Input() {}", close));
    }
}
