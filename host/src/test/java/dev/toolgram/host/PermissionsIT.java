package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.testkit.RestResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Jars of third parties that go beyond what their manifests declare, and their settings, in a whole host. */
class PermissionsIT {

    private static final String LIMITS = """
            package limits;
            import dev.toolgram.api.*;
            import dev.toolgram.api.schema.DefaultValue;
            import dev.toolgram.api.telegram.*;
            import jakarta.validation.constraints.Max;
            import java.time.Duration;
            import java.util.List;
            @org.pf4j.Extension
            public class LimitsPlugin implements ToolProvider {
                record Settings(String token, @Max(9) int level, @DefaultValue("30s") Duration pause) {}
                record Input(ChatReference chat) {}
                record Nothing() {}
                record Output(String text) {}
                record GetChat(long chatId) implements TdFunction<Chat> {}
                record Chat(String title) {}
                record DeleteChat(long chatId) implements TdFunction<TdFunction.Ok> {}
                public List<Class<? extends Record>> settings() { return List.of(Settings.class); }
                public List<Tool<?, ?>> tools(PluginContext context) {
                    return List.of(
                            new Looking(context.telegram()),
                            new Overreaching(context.telegram()),
                            new Telling(context.settings(Settings.class)));
                }
                static <I extends Record> ToolDefinition<I, Output> define(String name, Class<I> input, Effect effect) {
                    return ToolDefinition.named(name).title("t").description("d").input(input)
                            .output(Output.class).effect(effect).build();
                }
                record Looking(TelegramClient telegram) implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() { return define("limits_look", Input.class, Effect.READ); }
                    public Output call(Input input, ToolContext context) {
                        return new Output(telegram.send(new GetChat(telegram.resolve(input.chat()))).title());
                    }
                }
                record Overreaching(TelegramClient telegram) implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() { return define("limits_wipe", Input.class, Effect.DESTRUCTIVE); }
                    public Output call(Input input, ToolContext context) {
                        telegram.send(new DeleteChat(telegram.resolve(input.chat())));
                        return new Output("gone");
                    }
                }
                record Telling(Settings settings) implements Tool<Nothing, Output> {
                    public ToolDefinition<Nothing, Output> definition() { return define("limits_tell", Nothing.class, Effect.READ); }
                    public Output call(Nothing input, ToolContext context) { return new Output(settings.toString()); }
                }
            }
            """;

    private static final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private static SandboxHost host;
    private static Path later;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        log.start();
        logger().addAppender(log);
        limits("limits").writeTo(folder.resolve("limits.jar"));
        limits("wrongly-set").writeTo(folder.resolve("wrongly-set.jar"));
        limits("wiper").manifest("Toolgram-Effects", "READ, WRITE").writeTo(folder.resolve("undeclared-effect.jar"));
        limits("typo").manifest("Toolgram-Functions", "get_chat").writeTo(folder.resolve("typo.jar"));
        PluginSources.saying("later", "later", "x").writeTo(folder.resolve("later.jar"));
        pin(folder);
        later = Files.move(folder.resolve("later.jar"), folder.resolve("later.jar.part"));
        limits("unlisted").writeTo(folder.resolve("unlisted.jar"));
        host = SandboxHost.start(Map.of(
                "TOOLGRAM_PLUGINS_DIR", folder.toString(),
                "TOOLGRAM_PLUGINS_TRUST", "listed",
                "TOOLGRAM_PLUGIN_LIMITS_TOKEN", "tok",
                "TOOLGRAM_PLUGIN_LIMITS_LEVEL", "9",
                "TOOLGRAM_PLUGIN_LATER_PAUSES", "1m",
                "TOOLGRAM_PLUGIN_WIPER_TOKEN", "tok",
                "TOOLGRAM_PLUGIN_WIPER_LEVEL", "9",
                "TOOLGRAM_PLUGIN_WRONGLY_SET_LEVEL", "4711",
                "TOOLGRAM_PLUGIN_WRONGLY_SET_PAUSE", "hunter2"));
    }

    @AfterAll
    static void close() {
        host.close();
        logger().detachAppender(log);
    }

    @Test
    void declaredFunctionReachesTelegram() {
        assertThat(host.post("/api/tools/limits_look", Map.of("chat", "@bob_stone"))
                        .result()
                        .get("text")
                        .asString())
                .isEqualTo("Bob Stone");
    }

    @Test
    void undeclaredFunctionNeverReachesTelegram() {
        String group = host.post("/api/chats", Map.of("title", "Not to be wiped"))
                .result()
                .get("ref")
                .asString();
        host.sandbox("calls", Map.of("reset", true));

        RestResponse refused = host.post("/api/tools/limits_wipe", Map.of("chat", group));

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body().toString()).doesNotContain("deleteChat");
        assertThat(host.sandbox("calls", Map.of()).toString()).doesNotContainIgnoringCase("delete");
        assertThat(host.get("/api/entities", Map.of("chat", group)).status()).isEqualTo(200);
        assertThat(lines("deleteChat"))
                .containsExactly(
                        "Plugin limits.jar: it has deleteChat, which Toolgram-Functions of its manifest does not declare",
                        "Plugin limits may not call deleteChat: Toolgram-Functions of its manifest does not declare it");

        // The witness is awake: the same by a plugin that may is seen.
        assertThat(host.send("DELETE", "/api/chats", Map.of("chat", group)).status())
                .isEqualTo(200);
        assertThat(host.sandbox("calls", Map.of()).toString()).containsIgnoringCase("channels.deleteChannel");
    }

    @Test
    void pluginThatIsNotListedIsRefusedWhereOnlyListedOnesAreWanted() {
        assertThat(lines("unlisted.jar"))
                .singleElement()
                .asString()
                .contains("Rejected", "plugins.sha256 does not list it; if you trust it, the line is: ");
    }

    @Test
    void toolWhoseEffectIsNotDeclaredRefusesItsPlugin() {
        assertThat(lines("undeclared-effect.jar"))
                .containsExactly("Rejected plugin undeclared-effect.jar: tool 'limits_wipe' is DESTRUCTIVE,"
                        + " which Toolgram-Effects of its manifest does not declare");
    }

    @Test
    void malformedDeclarationRefusesThePlugin() {
        assertThat(lines("typo.jar"))
                .containsExactly("Rejected plugin typo.jar: Toolgram-Functions of its manifest has 'get_chat', but"
                        + " takes names of TDLib functions such as getChat, separated by commas, or *");
    }

    @Test
    void settingsArriveInTheRecord() {
        assertThat(host.post("/api/tools/limits_tell", Map.of())
                        .result()
                        .get("text")
                        .asString())
                .isEqualTo("Settings[token=tok, level=9, pause=PT30S]");
    }

    @Test
    void wrongSettingsAreReportedTogetherWithoutValues() {
        assertThat(lines("wrongly-set.jar"))
                .containsExactly("Rejected plugin wrongly-set.jar: its settings are missing or wrong:"
                        + " TOOLGRAM_PLUGIN_WRONGLY_SET_TOKEN, or token in wrongly-set.properties, is required;"
                        + " TOOLGRAM_PLUGIN_WRONGLY_SET_PAUSE must be an ISO 8601 duration, for example PT1H30M;"
                        + " TOOLGRAM_PLUGIN_WRONGLY_SET_LEVEL must be less than or equal to 9");
        assertThat(lines("4711")).isEmpty();
        assertThat(lines("hunter2")).isEmpty();
    }

    @Test
    void misspelledSettingOfAPluginThatAppearsLaterIsReported() throws Exception {
        Path _ = Files.move(later, later.resolveSibling("later.jar"));
        host.host().plugins().rescan();

        assertThat(lines("TOOLGRAM_PLUGIN_LATER_PAUSES"))
                .containsExactly(
                        "Plugin later.jar: TOOLGRAM_PLUGIN_LATER_PAUSES is not a setting of plugin later, which"
                                + " has none");
    }

    /** As {@code sha256sum *.jar > plugins.sha256} does. */
    private static void pin(Path folder) throws Exception {
        StringBuilder pins = new StringBuilder();
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                pins.append("%s  %s%n".formatted(HexFormat.of().formatHex(hash), jar.getFileName()));
            }
        }
        Files.writeString(folder.resolve("plugins.sha256"), pins);
    }

    private static JarBuilder limits(String id) {
        return JarBuilder.plugin(id, "limits.LimitsPlugin", LIMITS)
                .manifest("Toolgram-Effects", "READ, DESTRUCTIVE")
                .manifest("Toolgram-Functions", "getChat");
    }

    private static List<String> lines(String part) {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(part))
                .toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.toolgram.host.plugin");
    }
}
