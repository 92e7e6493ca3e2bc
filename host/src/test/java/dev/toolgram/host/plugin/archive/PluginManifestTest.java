package dev.toolgram.host.plugin.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.tool.PluginTools;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginManifestTest {

    record Nothing() {}

    /** A tool with this effect. */
    record Effective(Effect effect) implements Tool<Nothing, Nothing> {
        @Override
        public ToolDefinition<Nothing, Nothing> definition() {
            return ToolDefinition.named("wipe")
                    .title("t")
                    .description("d")
                    .input(Nothing.class)
                    .output(Nothing.class)
                    .effect(effect)
                    .build();
        }

        @Override
        public Nothing call(Nothing input, ToolContext context) {
            return input;
        }
    }

    @Test
    void everythingThatIsDeclaredIsRead() throws PluginRefusedException {
        PluginManifest manifest = PluginManifest.read(attributes(Map.of(
                "Plugin-Requires", ">=0.1.0",
                "Plugin-Description", "Greets.",
                "Toolgram-Effects", "WRITE,READ",
                "Toolgram-Functions", " sendMessage , getChat,",
                "Toolgram-Access", "files, network")));

        assertThat(manifest.id()).isEqualTo("greet");
        assertThat(manifest.version()).isEqualTo("1.0.0");
        assertThat(manifest.requires()).isEqualTo(">=0.1.0");
        assertThat(manifest.description()).isEqualTo("Greets.");
        assertThat(manifest.permissions().effects()).containsExactly(Effect.Kind.READ, Effect.Kind.WRITE);
        assertThat(manifest.permissions().functions()).containsExactly("getChat", "sendMessage");
        assertThat(manifest.permissions().access())
                .containsExactly(Permissions.Access.NETWORK, Permissions.Access.FILES);
        assertThat(manifest.unknown()).isEmpty();
    }

    @Test
    void whatIsNotDeclaredIsNotAllowed() throws PluginRefusedException {
        PluginManifest manifest = PluginManifest.read(attributes(Map.of("Toolgram-Functions", " ")));

        assertThat(manifest.requires()).isEqualTo("*");
        assertThat(manifest.description()).isEmpty();
        assertThat(manifest.permissions().effects()).isEmpty();
        assertThat(manifest.permissions().access()).isEmpty();
        assertThat(manifest.permissions().allows("getChat")).isFalse();
    }

    @Test
    void declaredFunctionsAreAllowedAndNoOthers() throws PluginRefusedException {
        Permissions some = PluginManifest.read(attributes(Map.of("Toolgram-Functions", "getChat")))
                .permissions();
        Permissions every = PluginManifest.read(attributes(Map.of("Toolgram-Functions", "getChat, *")))
                .permissions();

        assertThat(some.allows("getChat")).isTrue();
        assertThat(some.allows("getChats")).isFalse();
        assertThat(every.allows("deleteChat")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Plugin-Version     |             | its manifest has no Plugin-Version",
                "Plugin-Version     | 1.0         | its Plugin-Version '1.0' is not a version: write it like 1.0.0",
                "Plugin-Version     | v1.0.0      | its Plugin-Version 'v1.0.0' is not a version",
                "Plugin-Version     | 1.0-SNAPSHOT| its Plugin-Version '1.0-SNAPSHOT' is not a version",
                "Plugin-Version     | 01.0.0      | its Plugin-Version '01.0.0' is not a version",
                "Plugin-Version     | ${project.version} | its Plugin-Version '${project.version}' is not a version",
                "Plugin-Requires    | soon        | its Plugin-Requires 'soon' is not a range of versions: write it like",
                "Plugin-Requires    | >=          | its Plugin-Requires '>=' is not a range of versions",
                "Plugin-Requires    | 0.1.0 <2    | its Plugin-Requires '0.1.0 <2' is not a range of versions",
                "Plugin-Dependencies| base@new    | its Plugin-Dependencies 'new' is not a range of versions",
                "Plugin-Dependencies| base@>=     | its Plugin-Dependencies '>=' is not a range of versions",
                "Plugin-Class       | x.Gone      | its manifest has a Plugin-Class, which Toolgram does not use: remove it",
                "Plugin-Id          |             | its manifest has no Plugin-Id",
                "Plugin-Id          | ../up       | its Plugin-Id '../up' is not made of",
                "Toolgram-Effects   | READ, ERASE | Toolgram-Effects of its manifest has 'ERASE', but takes some of READ, WRITE, DESTRUCTIVE",
                "Toolgram-Effects   | read        | Toolgram-Effects of its manifest has 'read'",
                "Toolgram-Functions | GetChat     | Toolgram-Functions of its manifest has 'GetChat', but takes names of TDLib functions",
                "Toolgram-Functions | get_chat    | Toolgram-Functions of its manifest has 'get_chat'",
                "Toolgram-Functions | get*        | Toolgram-Functions of its manifest has 'get*'",
                "Toolgram-Functions | getCaht     | Toolgram-Functions of its manifest has 'getCaht', which is not a function of TDLib 1.8.65: did you mean getChat?",
                "Toolgram-Functions | wash        | Toolgram-Functions of its manifest has 'wash', which is not a function of TDLib 1.8.65",
                "Toolgram-Access    | disk        | Toolgram-Access of its manifest has 'disk', but takes some of network, files"
            })
    void malformedValuesRefuseThePlugin(String attribute, String value, String reason) {
        Attributes attributes = attributes(Map.of());
        attributes.putValue(attribute, value == null ? " " : value);

        assertThatThrownBy(() -> PluginManifest.read(attributes))
                .isInstanceOf(PluginRefusedException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "0.0.1", "1.0.0-SNAPSHOT", "1.0.0-rc.1+build.5", "10.20.30"})
    void semanticVersionsAreTaken(String version) throws PluginRefusedException {
        assertThat(PluginManifest.read(attributes(Map.of("Plugin-Version", version)))
                        .version())
                .isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "0.1.0", ">=0.1.0 & <2.0.0", ">=0.1", "0.x", "~1.2", "^1.2.3", "1.0.0 | 2.0.0"})
    void rangesAreTaken(String range) throws PluginRefusedException {
        assertThat(PluginManifest.read(attributes(Map.of("Plugin-Requires", range)))
                        .requires())
                .isEqualTo(range);
    }

    @Test
    void attributesOfALaterHostAreKeptForAWarning() throws PluginRefusedException {
        PluginManifest manifest = PluginManifest.read(
                attributes(Map.of("Toolgram-Moods", "good", "toolgram-effects", "READ", "Built-By", "me")));

        assertThat(manifest.unknown()).containsExactly("Toolgram-Moods");
        assertThat(manifest.permissions().effects()).containsExactly(Effect.Kind.READ);
    }

    @Test
    void toolWhoseEffectIsNotDeclaredIsNamedWithTheAttribute() throws PluginRefusedException {
        Permissions permissions = PluginManifest.read(attributes(Map.of("Toolgram-Effects", "READ, WRITE")))
                .permissions();
        try (PluginTools writing = new PluginTools("greet", List.of(new Effective(Effect.WRITE.repeatable())));
                PluginTools wiping = new PluginTools("greet", List.of(new Effective(Effect.DESTRUCTIVE)))) {
            assertThatCode(() -> permissions.check(writing.tools())).doesNotThrowAnyException();
            assertThatThrownBy(() -> permissions.check(wiping.tools()))
                    .hasMessage("tool 'wipe' is DESTRUCTIVE, which Toolgram-Effects of its manifest does not declare");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "READ        | getChat, sendMessage | sendMessage",
                "READ        | viewMessages         | viewMessages",
                "READ        | getChat, openChat    |",
                "READ        | *                    |", // each call is checked
                "READ, WRITE | getChat, sendMessage |",
                "''          | sendMessage          |" // a plugin that only listens
            })
    void pluginThatOnlyReadsDeclaresFunctionsThatOnlyRead(String effects, String functions, String writing) {
        Attributes attributes = attributes(Map.of("Toolgram-Effects", effects, "Toolgram-Functions", functions));

        if (writing == null) {
            assertThatCode(() -> PluginManifest.read(attributes)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> PluginManifest.read(attributes))
                    .hasMessage("Toolgram-Effects of its manifest is READ, but " + writing
                            + " of Toolgram-Functions does more than read: add WRITE, or remove the function");
        }
    }

    private static Attributes attributes(Map<String, String> more) {
        Attributes attributes = new Attributes();
        attributes.putValue("Plugin-Id", "greet");
        attributes.putValue("Plugin-Version", "1.0.0");
        more.forEach(attributes::putValue);
        return attributes;
    }
}
