package dev.toolgram.host.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.Route;
import dev.toolgram.host.ConfigChecks;
import dev.toolgram.host.Installation;
import dev.toolgram.host.Resources;
import dev.toolgram.host.RunDirectory;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.config.Setting;
import dev.toolgram.host.plugin.archive.Permissions;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.archive.PluginTrust;
import dev.toolgram.host.plugin.live.LivePlugins;
import dev.toolgram.host.plugin.live.PluginFile;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolRegistry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every plugin that was found, as an operator or a script reads of it.
 *
 * @param trust {@code any} or {@code listed}
 * @param pins the file of the operator's pins
 * @param plugins one for each file
 */
public record PluginList(String trust, String pins, List<Plugin> plugins) {

    /**
     * One plugin. What is not known, because it was refused before, is {@code null} or empty.
     *
     * @param origin {@code bundled} or {@code third-party}
     * @param pinned whether its content is the one that the build or the operator has pinned
     * @param requires the versions of the host that it wants
     * @param functions the functions of TDLib that it may send; {@code *} for every one
     * @param access declared, and not enforced
     * @param networks what {@code TOOLGRAM_TELEGRAM} can be by it
     * @param refused why it is not loaded; {@code null} when it is
     */
    public record Plugin(
            @Nullable String id,
            @Nullable String version,
            String file,
            @Nullable String origin,
            boolean pinned,
            @Nullable String sha256,
            @Nullable String requires,
            @Nullable String description,
            List<String> effects,
            List<String> functions,
            List<String> access,
            List<String> networks,
            List<Tool> tools,
            List<Variable> settings,
            List<String> warnings,
            @Nullable String refused) {}

    /**
     * A tool of a plugin.
     *
     * @param cost the budget that its calls are charged to
     * @param aliases the other routes
     * @param chats the fields of its input that hold chats
     */
    public record Tool(String name, String effect, String cost, String route, List<String> aliases, List<Chat> chats) {}

    /**
     * A field that holds a chat.
     *
     * @param field its path in the input, {@code *} for every element of a list
     * @param access {@code READ} or {@code WRITE}
     */
    public record Chat(String field, String access) {}

    public record Variable(
            String variable,
            String type,
            @JsonProperty("default") @Nullable String defaultValue,
            boolean required,
            String description) {}

    /**
     * Starts every plugin as the host would, but without a Telegram, and lists what it found. Needs no credentials and
     * no network, and leaves nothing behind.
     *
     * @param environment where plugins' settings are
     */
    public static PluginList read(Installation installation, Map<String, String> environment) throws ConfigException {
        Config config = Config.readForLogin(environment, installation.version(), ConfigChecks::ofPlugins);
        try (Resources resources = new Resources()) {
            RunDirectory scratch =
                    resources.add(RunDirectory.in(config.storage().downloadDirectory()));
            LivePlugins plugins = resources.add(installation.plugins(
                    config, environment, scratch.subdirectory("plugins"), new OfflinePluginServices(scratch)));
            var _ = plugins.loadNetworks();
            plugins.load(new ToolRegistry());
            return new PluginList(
                    config.plugins().listedOnly() ? "listed" : "any",
                    installation.pins(config).toString(),
                    plugins.files().stream().map(PluginList::plugin).toList());
        }
    }

    boolean anyRefused() {
        return plugins.stream().anyMatch(plugin -> plugin.refused() != null);
    }

    String json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }

    private static Plugin plugin(PluginFile file) {
        PluginManifest manifest = file.manifest();
        Permissions permissions = manifest == null ? Permissions.NONE : manifest.permissions();
        PluginTrust.Origin origin = file.origin();
        return new Plugin(
                manifest == null ? null : manifest.id(),
                manifest == null ? null : manifest.version(),
                file.path().toString(),
                origin == null ? null : origin.bundled() ? "bundled" : "third-party",
                origin != null && origin.pinned(),
                origin == null ? null : origin.sha256(),
                manifest == null ? null : manifest.requires(),
                manifest == null ? null : manifest.description(),
                permissions.effects().stream().map(Enum::name).toList(),
                List.copyOf(permissions.functions()),
                permissions.access().stream().map(Permissions.Access::word).toList(),
                file.networks(),
                file.tools().stream().map(PluginList::tool).toList(),
                file.settings().stream().map(PluginList::variable).toList(),
                file.warnings(),
                file.rejection());
    }

    private static Tool tool(RegisteredTool tool) {
        return new Tool(
                tool.name(),
                tool.definition().effect().kind().name(),
                tool.definition().cost().name(),
                tool.definition().route() == null
                        ? "POST /api/tools/" + tool.name()
                        : tool.definition().route().toString(),
                tool.definition().aliases().stream().map(Route::toString).toList(),
                tool.chats().stream()
                        .map(chat -> new Chat(chat.path(), chat.access().name()))
                        .toList());
    }

    private static Variable variable(Setting setting) {
        return new Variable(
                setting.variable(), setting.type(), setting.defaultValue(), setting.required(), setting.description());
    }
}
