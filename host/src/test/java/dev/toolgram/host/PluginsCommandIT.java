package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code toolgram plugins} and the trust in jars, as an operator meets them: without an account. */
@NullMarked
class PluginsCommandIT {

    private static final String GREETER = """
            package greeter;
            import dev.toolgram.api.*;
            import dev.toolgram.api.schema.*;
            import java.time.Duration;
            import java.util.List;
            @org.pf4j.Extension
            public class GreeterPlugin implements ToolProvider {
                record Settings(
                        @Description("From the service's page.") String token,
                        @DefaultValue("30s") Duration pause) {}
                record Update(long chatId) {}
                record Nothing() {}
                public List<Class<? extends Record>> settings() { return List.of(Settings.class); }
                public List<Tool<?, ?>> tools(PluginContext context) {
                    System.out.println("a plugin that prints");
                    context.telegram().subscribe(Update.class, update -> {});
                    context.dataDirectory();
                    Thread left = new Thread(() -> {
                        try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) { return; }
                    });
                    left.start();
                    return List.of(new Greet());
                }
                static class Greet implements Tool<Nothing, Nothing> {
                    public ToolDefinition<Nothing, Nothing> definition() {
                        return ToolDefinition.named("greeter_greet").title("t").description("d").input(Nothing.class)
                                .output(Nothing.class).route(Route.post("/api/greeter")).effect(Effect.WRITE).build();
                    }
                    public Nothing call(Nothing input, ToolContext context) { return input; }
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path plugins;
    private Path jar;
    private final Map<String, String> settings = new HashMap<>();

    private record Ended(int code, String out, String err) {
        JsonNode json() {
            return SandboxHost.JSON.readTree(out);
        }
    }

    @BeforeEach
    void write() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        jar = plugins.resolve("greeter.jar");
        JarBuilder.plugin("greeter", "greeter.GreeterPlugin", GREETER)
                .manifest("Plugin-Description", "Greets people.")
                .manifest("Plugin-Requires", "0.1.0")
                .manifest("Toolgram-Effects", "WRITE")
                .manifest("Toolgram-Functions", "sendMessage, getChat")
                .manifest("Toolgram-Access", "network")
                .manifest("Toolgram-Moods", "good")
                .writeTo(jar);
        settings.put("TOOLGRAM_PLUGINS_DIR", plugins.toString());
        settings.put("TOOLGRAM_PLUGIN_GREETER_TOKEN", "hunter2");
    }

    @Test
    void listsWhatEveryPluginIsAndMayDo() throws Exception {
        settings.put("TOOLGRAM_PLUGIN_GREETER_PAUS", "1m");

        Ended ended = toolgram();

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("chats ", "files ", "messages ", "sandbox ")
                .contains("""
                        greeter 1.0.0 (third-party, not pinned)
                            WARNING    unknown attribute in its manifest: Toolgram-Moods
                            WARNING    TOOLGRAM_PLUGIN_GREETER_PAUS is not a setting of plugin greeter; did you mean \
                        TOOLGRAM_PLUGIN_GREETER_PAUSE?
                            about      Greets people.
                            file       %s
                            sha256     %s
                            host       0.1.0 or later
                            effects    WRITE
                            functions  2: getChat, sendMessage
                            access     network (declared, not enforced)
                            tools      greeter_greet            WRITE       SEND    POST /api/greeter
                            settings   TOOLGRAM_PLUGIN_GREETER_TOKEN: text, required. From the service's page.
                                       TOOLGRAM_PLUGIN_GREETER_PAUSE: a duration such as 30s, 5m, 2h or PT1H30M, \
                        default 30s
                        """.formatted(jar, hash()))
                .contains("TOOLGRAM_FILE_URL_ALLOW")
                .contains("13 plugins, 0 refused. Trust: any; pins: " + plugins.resolve("plugins.sha256"))
                .doesNotContain("hunter2", "a plugin that prints");
        assertThat(folder.resolve("data")).doesNotExist();
        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    /** For any plugin id: the host keeps its copies in a separate folder. */
    @Test
    void aPluginIsGivenAFolderOfItsOwn() throws Exception {
        PluginSources.provides("plugins", """
                int files = context.scratchDirectory().toFile().list().length;
                if (files > 0) { throw new IllegalStateException(files + " files are there already"); }
                return List.of(say("own", "folder"));""").writeTo(plugins.resolve("plugins.jar"));

        Ended ended = toolgram();

        assertThat(ended.out()).contains("14 plugins, 0 refused.");
    }

    @Test
    void tellsTheSameAsJson() throws Exception {
        Ended ended = toolgram("--json");

        JsonNode greeter = plugin(ended, "greeter.jar");
        assertThat(ended.code()).isZero();
        assertThat(ended.json().get("trust").asString()).isEqualTo("any");
        assertThat(greeter).isEqualTo(SandboxHost.JSON.readTree("""
                        {"id": "greeter", "version": "1.0.0", "file": "%s", "origin": "third-party", "pinned": false,
                         "sha256": "%s", "requires": "0.1.0", "description": "Greets people.", "effects": ["WRITE"],
                         "functions": ["getChat", "sendMessage"], "access": ["network"], "networks": [],
                         "tools": [{"name": "greeter_greet", "effect": "WRITE", "cost": "SEND", "route": "POST /api/greeter",
                            "aliases": [], "chats": []}],
                         "settings": [
                           {"variable": "TOOLGRAM_PLUGIN_GREETER_TOKEN", "type": "text", "default": null,
                            "required": true, "description": "From the service's page."},
                           {"variable": "TOOLGRAM_PLUGIN_GREETER_PAUSE",
                            "type": "a duration such as 30s, 5m, 2h or PT1H30M", "default": "30s", "required": false,
                            "description": ""}],
                         "warnings": ["unknown attribute in its manifest: Toolgram-Moods"], "refused": null}
                        """.formatted(jar, hash())));
        assertThat(ended.json().toString()).contains("\"networks\":[\"sandbox\"]");
    }

    @Test
    void rejectedPluginIsListedWithReasonAndSetsExitCode() throws Exception {
        settings.remove("TOOLGRAM_PLUGIN_GREETER_TOKEN");
        Files.writeString(plugins.resolve("broken.jar"), "not a jar");

        Ended ended = toolgram();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .contains("broken.jar (third-party, not pinned)\n    REFUSED    it is not a readable jar")
                .contains("    REFUSED    its settings are missing or wrong: TOOLGRAM_PLUGIN_GREETER_TOKEN, or token"
                        + " in greeter.properties, is required:"
                        + " From the service's page.\n")
                .contains("TOOLGRAM_PLUGIN_GREETER_PAUSE")
                .contains("14 plugins, 2 refused.");
    }

    @Test
    void onlyListedPluginsAreLoadedWhereTheOperatorWantsThat() throws Exception {
        settings.put("TOOLGRAM_PLUGINS_TRUST", "listed");
        Path pins = plugins.resolve("plugins.sha256");

        // The line in the message fixes the problem.
        String refused =
                plugin(toolgram("--json"), "greeter.jar").get("refused").asString();
        String line = refused.substring(refused.lastIndexOf(": ") + 2);
        assertThat(refused).startsWith(pins + " does not list it");
        assertThat(line).isEqualTo(hash() + "  greeter.jar");
        Files.writeString(pins, "# mine\n" + line + "\n");
        assertThat(plugin(toolgram("--json"), "greeter.jar").get("refused").isNull())
                .isTrue();

        // Other bytes under the same name.
        JarBuilder.plugin("greeter", "greeter.GreeterPlugin", GREETER).writeTo(jar);
        Ended changed = toolgram("--json");
        assertThat(changed.code()).isEqualTo(1);
        assertThat(plugin(changed, "greeter.jar").get("refused").asString())
                .startsWith("its content is not what " + pins + " lists under its name");

        // The bundled ones need no pins of the operator's.
        assertThat(changed.json()
                        .get("plugins")
                        .valueStream()
                        .filter(each -> each.get("pinned").asBoolean()))
                .hasSize(12)
                .allMatch(each -> each.get("refused").isNull());
    }

    @Test
    void bundledPluginThatWasChangedIsRefused() throws Exception {
        String name = BundledPluginsIT.jars().getFirst().getFileName().toString();
        JarBuilder.plugin("chats-too", "greeter.GreeterPlugin", GREETER).writeTo(plugins.resolve(name));

        Ended ended = toolgram("--json");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.json().get("plugins").valueStream())
                .filteredOn(each ->
                        each.get("file").asString().equals(plugins.resolve(name).toString()))
                .singleElement()
                .satisfies(each -> assertThat(each.get("refused").asString())
                        .startsWith("it has the name of a bundled plugin, but not its content"));
    }

    @Test
    void otherOptionsAreWrongUse() throws Exception {
        assertThat(toolgram("--yaml").code()).isEqualTo(2);
    }

    private static JsonNode plugin(Ended ended, String fileName) {
        return ended.json()
                .get("plugins")
                .valueStream()
                .filter(each -> each.get("file").asString().endsWith("/" + fileName))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ended.out()));
    }

    private String hash() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }

    private Ended toolgram(String... options) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                SandboxHost.DISTRIBUTION.resolve("bin/toolgram").toString(), "plugins"),
                        Stream.of(options))
                .toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        builder.environment().put("TOOLGRAM_DATA_DIR", folder.resolve("data").toString());
        builder.environment()
                .put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
        builder.environment().putAll(settings);
        builder.redirectError(folder.resolve("err").toFile());
        Process process = builder.start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), out, Files.readString(folder.resolve("err")));
        } finally {
            process.destroyForcibly();
        }
    }
}
