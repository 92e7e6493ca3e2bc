package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Jars of third parties, compiled by the test and dropped into the plugins folder: good ones and bad ones. */
class PluginJarsIT {

    private static final String SAME_NAME = """
            package taken;
            import dev.toolgram.api.*;
            import java.util.List;
            @org.pf4j.Extension
            public class TakenPlugin implements ToolProvider {
                public List<Tool<?, ?>> tools(PluginContext context) { return List.of(new Innocent(), new GetMe()); }
                record Input() {}
                record Output(boolean ok) {}
                static ToolDefinition<Input, Output> define(String name) {
                    return ToolDefinition.named(name).title("t").description("d").input(Input.class)
                            .output(Output.class).effect(Effect.READ).build();
                }
                static class Innocent implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() { return define("innocent"); }
                    public Output call(Input input, ToolContext context) { return new Output(true); }
                }
                static class GetMe implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() { return define("get_me"); }
                    public Output call(Input input, ToolContext context) { return new Output(true); }
                }
            }
            """;

    private static final String FAILING = """
            package failing;
            import dev.toolgram.api.*;
            import java.util.List;
            @org.pf4j.Extension
            public class FailingPlugin implements ToolProvider {
                public List<Tool<?, ?>> tools(PluginContext context) {
                    throw new IllegalStateException("the weather is bad");
                }
            }
            """;

    private static final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private static SandboxHost host;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram.host.plugin");
        log.start();
        logger.addAppender(log);
        JarBuilder greet = JarBuilder.plugin("anything", "greet.GreetPlugin", readme("```java\n"));
        readme("```\nPlugin-Id").lines().forEach(line -> greet.manifest(line.split(": ")[0], line.split(": ")[1]));
        greet.writeTo(folder.resolve("greet.jar"));
        JarBuilder.plugin("taken", "taken.TakenPlugin", SAME_NAME).writeTo(folder.resolve("taken.jar"));
        JarBuilder.plugin("failing", "failing.FailingPlugin", FAILING).writeTo(folder.resolve("failing.jar"));
        JarBuilder.plugin("future", "failing.FailingPlugin", FAILING)
                .manifest("Plugin-Requires", "99.0.0")
                .writeTo(folder.resolve("future.jar"));
        JarBuilder.plugin("noindex", "failing.FailingPlugin", FAILING)
                .without("META-INF/extensions.idx")
                .writeTo(folder.resolve("noindex.jar"));
        JarBuilder.plugin("bundles", "failing.FailingPlugin", FAILING)
                .with("dev/toolgram/api/Tool.class", new byte[] {1})
                .writeTo(folder.resolve("bundles.jar"));
        JarBuilder.plugin("anonymous", "failing.FailingPlugin", FAILING)
                .manifest("Plugin-Id", null)
                .writeTo(folder.resolve("anonymous.jar"));
        JarBuilder.plugin("messages", "failing.FailingPlugin", FAILING).writeTo(folder.resolve("same-id.jar"));
        PluginSources.provides("who", """
                class Who implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() { return named("who").build(); }
                    public Output call(Input input, ToolContext call) {
                        return new Output(call.accountId() + " " + call.keyName());
                    }
                }
                return List.of(new Who());""").writeTo(folder.resolve("who.jar"));
        Files.writeString(folder.resolve("broken.jar"), "not a jar");
        host = SandboxHost.start(Map.of("TOOLGRAM_PLUGINS_DIR", folder.toString()));
    }

    @Test
    void aCallKnowsItsAccount() {
        assertThat(host.post("/api/tools/who", Map.of()).result().get("said").asString())
                .isEqualTo("1001 null");
    }

    @AfterAll
    static void close() {
        host.close();
        ((Logger) LoggerFactory.getLogger("dev.toolgram.host.plugin")).detachAppender(log);
    }

    @Test
    void pluginOfReadmeWorksOverRestAndMcp() {
        JsonNode byRest = host.post("/api/greetings", Map.of("chat", "me")).result();
        JsonNode byMcp =
                host.mcp("greet", Map.of("chat", "me", "greeting", "Ahoy")).result();

        assertThat(byRest.get("text").asString()).isEqualTo("Hello!");
        assertThat(byMcp.get("text").asString()).isEqualTo("Ahoy");
        assertThat(host.get("/openapi.json", Map.of()).body().get("paths").has("/api/greetings"))
                .isTrue();
    }

    @Test
    void pluginWhoseToolNameIsTakenIsRefusedWhole() {
        refused("taken.jar", "tool name 'get_me' is already taken by plugin 'chats'");
        assertThat(host.post("/api/tools/innocent", Map.of()).status()).isEqualTo(404);
        assertThat(host.get("/api/me", Map.of()).result().has("phone")).isTrue();
    }

    @Test
    void pluginThatFailsToStartIsRefused() {
        refused("failing.jar", "the weather is bad");
    }

    @Test
    void pluginForALaterHostIsRefused() {
        refused("future.jar", "requires Toolgram 99.0.0, this is 0.1.0");
    }

    @Test
    void pluginWithoutItsIndexIsRefusedRatherThanSilent() {
        refused("noindex.jar", "no META-INF/extensions.idx");
    }

    @Test
    void pluginThatBundlesTheApiIsRefused() {
        refused("bundles.jar", "bundles the classes of dev.toolgram.api");
    }

    @Test
    void pluginWithoutAnIdIsRefused() {
        refused("anonymous.jar", "no Plugin-Id");
    }

    @Test
    void pluginWithTheIdOfAnotherIsRefused() {
        refused("same-id.jar", "messages");
        assertThat(host.get("/api/messages", Map.of("chat", "me", "limit", 1)).status())
                .isEqualTo(200);
    }

    @Test
    void brokenJarIsRefused() {
        refused("broken.jar", "it is not a readable jar");
    }

    /** One line, and the jar and the reason are in it. */
    private static void refused(String jar, String reason) {
        List<String> lines = log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(jar))
                .toList();
        assertThat(lines).singleElement().asString().contains("Rejected").contains(reason);
    }

    /** The block of the README that begins so, without its fences. */
    private static String readme(String beginning) throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int begin = readme.indexOf('\n', readme.indexOf(beginning)) + 1;
        return readme.substring(begin, readme.indexOf("```", begin));
    }
}
