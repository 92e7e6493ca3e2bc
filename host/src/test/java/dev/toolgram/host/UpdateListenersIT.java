package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Plugins that listen to a real Telegram: one that behaves badly is alone with that, and leaves nothing behind. */
class UpdateListenersIT {

    /** A plugin with a tool that returns the updates of its listener; the listener's last statements vary. */
    private static final String LISTENS = """
            record UpdateNewMessage(dev.toolgram.api.telegram.Message message) {}
            String own = "%1$s";
            List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
            context.telegram().subscribe(UpdateNewMessage.class, update -> {
                heard.add(update.message().text());
                %2$s
            });
            return List.of(new Tool<Input, Output>() {
                public ToolDefinition<Input, Output> definition() { return named(own).build(); }
                public Output call(Input input, ToolContext call) { return new Output(String.join(" ", heard)); }
            });""";

    private static final int REPLACEMENTS = 20;

    @TempDir
    private Path folder;

    private Path plugins;
    private SandboxHost host;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    @BeforeEach
    void start() throws Exception {
        appender.start();
        logger().addAppender(appender);
        plugins = Files.createDirectory(folder.resolve("plugins"));
        host = SandboxHost.start(Map.of("TOOLGRAM_PLUGINS_DIR", plugins.toString()));
    }

    @AfterEach
    void stop() throws Exception {
        Files.createFile(folder.resolve("stop"));
        host.close();
        logger().detachAppender(appender);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.toolgram.host");
    }

    private void drop(String id, String last) {
        PluginSources.provides(id, LISTENS.formatted(id, last)).writeTo(plugins.resolve(id + ".jar"));
        host.host().plugins().rescan();
    }

    private String heard(String plugin) {
        return host.post("/api/tools/" + plugin, Map.of()).result().get("said").asString();
    }

    private void receive(String text) {
        assertThat(host.sandbox("receive", Map.of("chat_id", 1002, "text", text)))
                .isNotNull();
    }

    private void awaitHeard(String plugin, String text) throws InterruptedException {
        PluginBench.await(plugin + " hears " + text, () -> heard(plugin).equals(text));
    }

    private List<String> lines(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    @Test
    void aListenerThatHangsIsAloneAndLeavesNothingWhenItEnds() throws Exception {
        drop("good", "");
        drop("hangs", """
                while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) {
                    try { Thread.sleep(5); } catch (InterruptedException e) { }
                }""".formatted(folder.resolve("stop-hanging")));
        receive("one");
        awaitHeard("hangs", "one");
        receive("two");
        awaitHeard("good", "one two");
        assertThat(host.get("/api/me", Map.of()).status()).isEqualTo(200);
        assertThat(heard("hangs")).isEqualTo("one");
        WeakReference<ClassLoader> classes = new WeakReference<>(host.host()
                .registry()
                .snapshot()
                .find("hangs")
                .orElseThrow()
                .definition()
                .inputType()
                .getClassLoader());

        Files.delete(plugins.resolve("hangs.jar"));
        host.host().plugins().rescan();
        receive("three");
        awaitHeard("good", "one two three");

        Files.createFile(folder.resolve("stop-hanging"));
        PluginBench.await("the class loader is collected", () -> {
            System.gc();
            return classes.get() == null;
        });
    }

    @Test
    void aListenerThatWaitsIsInterruptedWhenItsPluginEnds() throws Exception {
        drop("waits", """
                try { Thread.sleep(1_000_000); } catch (InterruptedException e) {
                    try { java.nio.file.Files.createFile(java.nio.file.Path.of("%s")); }
                    catch (java.io.IOException other) { throw new java.io.UncheckedIOException(other); }
                }""".formatted(folder.resolve("interrupted")));
        receive("one");
        awaitHeard("waits", "one");

        Files.delete(plugins.resolve("waits.jar"));
        host.host().plugins().rescan();

        PluginBench.await("it is interrupted", () -> Files.exists(folder.resolve("interrupted")));
    }

    @Test
    @Tag("soak")
    void eachUpdateIsHandledOnceAcrossReplacementsUnderLoad() throws Exception {
        Path handled = folder.resolve("handled");
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        replace(handled, 0, "");
        Thread telegram = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                receive("text-" + sent.getAndIncrement());
            }
        });
        for (int i = 1; i <= REPLACEMENTS; i++) {
            int before = sent.get();
            PluginBench.await("updates arrive", () -> sent.get() > before + 5);
            // Each second version is rejected after it has subscribed: its listener must get nothing.
            replace(handled, i, i % 2 == 0 ? "" : "if (true) throw new IllegalStateException(\"rejected\");");
        }
        stop.set(true);
        telegram.join();

        List<String> texts =
                IntStream.range(0, sent.get()).mapToObj(i -> "text-" + i).toList();
        PluginBench.await("the last update is handled", () -> lines(handled).size() >= texts.size());
        assertThat(lines("Rejected plugin counts.jar")).hasSize(REPLACEMENTS / 2);
        assertThat(lines(handled)).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(texts).hasSizeGreaterThan(REPLACEMENTS * 5);
    }

    private void replace(Path handled, int version, String last) {
        PluginSources.provides("counts", """
                record UpdateNewMessage(dev.toolgram.api.telegram.Message message) {}
                var file = java.nio.file.Path.of("%s");
                context.telegram().subscribe(UpdateNewMessage.class, update -> {
                    try {
                        java.nio.file.Files.writeString(file, update.message().text() + "\\n",
                                java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                    } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
                });
                %s
                return List.of(say("version", "%d"));""".formatted(handled, last, version))
                .manifest("Plugin-Version", "1.0." + version)
                .writeTo(plugins.resolve("counts.jar"));
        host.host().plugins().rescan();
    }

    @Test
    void eachEventReachesASinkInOrderAcrossReplacementsAndNothingOfOldVersionsStays() throws Exception {
        Path handled = folder.resolve("handled");
        replaceSink(handled, 0, "", "");
        WeakReference<ClassLoader> first = new WeakReference<>(host.host()
                .registry()
                .snapshot()
                .find("version")
                .orElseThrow()
                .definition()
                .inputType()
                .getClassLoader());
        PluginBench.await(
                "the sink has its place", () -> metrics().contains("toolgram_events_readers{way=\"sink\"} 1.0"));
        for (int i = 1; i <= 8; i++) {
            receive("text-" + i);
            // Some versions are rejected, some hang until they are interrupted, some fail at first.
            switch (i % 4) {
                case 1 -> replaceSink(handled, i, "if (true) throw new IllegalStateException(\"rejected\");", "");
                case 2 -> replaceSink(handled, i, "", "Thread.sleep(1_000_000);");
                case 3 -> replaceSink(handled, i, "", "if (calls++ == 0) throw new IllegalStateException();");
                default -> replaceSink(handled, i, "", "");
            }
        }

        List<String> texts = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> "message.new text-" + i)
                .toList();
        PluginBench.await("the last event is handled", () -> lines(handled).contains(texts.getLast()));
        assertThat(lines(handled)).containsExactlyElementsOf(texts);
        assertThat(lines("Rejected plugin sinks.jar")).hasSize(2);
        PluginBench.await("the class loader is collected", () -> {
            System.gc();
            return first.get() == null;
        });
    }

    private String metrics() {
        try (InputStream text = host.uri("/metrics").toURL().openStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replaceSink(Path handled, int version, String start, String handle) {
        PluginSources.provides("sinks", """
                    %2$s
                    return List.of(say("version", "%1$d"));
                }
                int calls;
                public List<EventSink> sinks(PluginContext context) {
                    return List.of(new EventSink() {
                        public String name() { return "texts"; }
                        public Set<String> types() { return Set.of("message.new"); }
                        public void handle(Event event) throws Exception {
                            %3$s
                            java.nio.file.Files.writeString(java.nio.file.Path.of("%4$s"),
                                    event.type() + " " + event.message().text() + "\\n",
                                    java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                        }
                    });""".formatted(version, start, handle, handled))
                .manifest("Plugin-Version", "1.0." + version)
                .writeTo(plugins.resolve("sinks.jar"));
        host.host().plugins().rescan();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void throwingListenerIsLoggedOnceAndContinues() throws Exception {
        drop("failing", "throw new NoClassDefFoundError(\"on purpose\");");
        receive("one");
        receive("two");
        awaitHeard("failing", "one two");

        assertThat(lines("Uncaught exception in the listener"))
                .singleElement()
                .asString()
                .matches("WARN Uncaught exception in the listener for updateNewMessage of plugin failing 1.0.0 at"
                        + " failing.P.lambda\\S+\\(P.java:\\d+\\): NoClassDefFoundError: on purpose");
    }
}
