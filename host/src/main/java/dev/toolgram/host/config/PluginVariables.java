package dev.toolgram.host.config;

import dev.toolgram.host.config.schema.TextValues;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operator's variables, as the settings of plugins see them. */
public final class PluginVariables {

    static final String PREFIX = "TOOLGRAM_PLUGIN_";

    /** CONTRACT.md gave two settings of the files plugin names of the host's own. */
    private static final Map<String, List<String>> CONTRACT =
            Map.of("files", List.of("ALLOW_HTTP_FILES", "FILE_URL_ALLOW"));

    private static final SettingsFile NO_FILE = new SettingsFile("", Map.of(), Optional.empty());

    private final Map<String, String> environment;
    private final SettingsFile file;

    /** Those of an environment. */
    public PluginVariables(Map<String, String> environment) {
        this(Map.copyOf(environment), NO_FILE);
    }

    private PluginVariables(Map<String, String> environment, SettingsFile file) {
        this.environment = environment;
        this.file = file;
    }

    /** These, and those in a plugin's own file. */
    public PluginVariables with(SettingsFile own) {
        return new PluginVariables(environment, own);
    }

    SettingsFile file() {
        return file;
    }

    /**
     * A value of the operator's.
     *
     * @param name the variable, as the operator wrote it, or the place in the file
     * @param value without white space around it; not empty
     */
    record Variable(String name, String value) {
        /** The value may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** The settings of plugins that are named like the host's own. */
    static List<String> namedLikeTheHosts() {
        return CONTRACT.values().stream().flatMap(List::stream).toList();
    }

    /** The variable that the documentation names for a plugin's setting. */
    static String nameOf(String pluginId, String setting) {
        return isOfContract(pluginId, setting) ? "TOOLGRAM_" + setting : prefix(pluginId) + setting;
    }

    /** The value of a plugin's setting: that of the environment, or that in the file; a blank one is none. */
    Optional<Variable> find(String pluginId, String setting) {
        return inEnvironment(pluginId, setting).or(() -> inFile(setting));
    }

    /** The value in the plugin's file. */
    private Optional<Variable> inFile(String setting) {
        return Optional.ofNullable(file.values().get(setting))
                .filter(value -> !value.isEmpty())
                .map(value -> new Variable(file.place(setting), value));
    }

    /** The variable that is set although the file has the setting too. */
    Optional<Variable> overriding(String pluginId, String setting) {
        return inFile(setting).flatMap(_ -> inEnvironment(pluginId, setting));
    }

    private Optional<Variable> inEnvironment(String pluginId, String setting) {
        return names(pluginId, setting).stream()
                .map(name -> new Variable(name, TextValues.unquoted(environment.getOrDefault(name, ""))))
                .filter(variable -> !variable.value().isEmpty())
                .findFirst();
    }

    /** The value of a plugin's setting, for a network, which reads its settings one by one. */
    public Optional<String> value(String pluginId, String setting) {
        return find(pluginId, setting).map(Variable::value);
    }

    /**
     * The variables that are set for a plugin by their name.
     *
     * @param others the other plugins' ids: {@code TOOLGRAM_PLUGIN_A_B_C} is not for {@code a} where there is an
     *     {@code a-b}
     */
    List<String> given(String pluginId, Collection<String> others) {
        String own = prefix(pluginId);
        List<String> longer = others.stream()
                .map(PluginVariables::prefix)
                .filter(prefix -> prefix.length() > own.length())
                .toList();
        return environment.entrySet().stream()
                .filter(variable -> !variable.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(own) && longer.stream().noneMatch(name::startsWith))
                .sorted()
                .toList();
    }

    /** Every name under which a setting can be set; the first that is set counts. */
    static List<String> names(String pluginId, String setting) {
        String own = prefix(pluginId) + setting;
        return isOfContract(pluginId, setting)
                ? List.of(own, "TOOLGRAM_" + setting, "TELETHON_" + setting)
                : List.of(own);
    }

    private static boolean isOfContract(String pluginId, String setting) {
        return CONTRACT.getOrDefault(pluginId, List.of()).contains(setting);
    }

    private static String prefix(String pluginId) {
        return PREFIX + pluginId.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_";
    }
}
