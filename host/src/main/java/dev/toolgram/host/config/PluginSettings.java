package dev.toolgram.host.config;

import dev.toolgram.host.config.schema.Validators;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All settings of one plugin: those that it declares, and the operator's values. */
public final class PluginSettings {

    private final String pluginId;
    private final List<SettingsRecord<?>> records;

    /**
     * The settings that a plugin declares.
     *
     * @param types the records of all of its providers
     * @throws IllegalArgumentException if variables cannot fill one of them; the message says which and why
     */
    public PluginSettings(String pluginId, Collection<Class<? extends Record>> types) {
        this.pluginId = pluginId;
        this.records = new LinkedHashSet<>(types)
                .stream()
                        .<SettingsRecord<?>>map(type -> new SettingsRecord<>(pluginId, type))
                        .toList();
    }

    /** Every setting, in the plugin's order. */
    public List<Setting> settings() {
        return records.stream()
                .flatMap(each -> each.settings().stream())
                .distinct()
                .toList();
    }

    /**
     * The records, filled.
     *
     * @throws SettingsException with every problem, if something is missing or wrong
     */
    public Map<Class<? extends Record>, Record> read(PluginVariables variables) {
        Map<Class<? extends Record>, Record> filled = new LinkedHashMap<>();
        Set<String> problems = new LinkedHashSet<>();
        SettingsFile file = variables.file();
        file.problem().ifPresent(problems::add);
        List<String> known = names();
        for (String name : file.settings()) {
            if (!known.contains(name)) {
                problems.add(unknown(file.place(name), SettingsFile.key(name), keys(known)));
            }
        }
        if (records.isEmpty() && problems.isEmpty()) {
            return Map.of();
        }
        try (ValidatorFactory validators = Validators.newFactory()) {
            Validator validator = validators.getValidator();
            for (SettingsRecord<?> each : records) {
                each.read(variables, validator, problems).ifPresent(made -> filled.put(each.type(), made));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return Map.copyOf(filled);
    }

    /**
     * Variables that look as if they were for this plugin, and are not.
     *
     * @param others the ids of the other plugins
     * @return one sentence for each
     */
    public List<String> unknown(PluginVariables variables, Collection<String> others) {
        List<String> known =
                records.stream().flatMap(each -> each.names().stream()).toList();
        return variables.given(pluginId, others).stream()
                .filter(name -> !known.contains(name))
                .map(name -> unknown(name, name, known))
                .toList();
    }

    /** The settings of the file that the environment overrides, one sentence for each. */
    public List<String> overridden(PluginVariables variables) {
        return names().stream()
                .flatMap(name -> variables.overriding(pluginId, name).stream()
                        .map(variable -> "%s of the environment overrides %s of %s"
                                .formatted(
                                        variable.name(),
                                        SettingsFile.key(name),
                                        variables.file().name())))
                .toList();
    }

    private String unknown(String place, String name, List<String> known) {
        return place + " is not a setting of plugin " + pluginId
                + EditDistance.nearest(name, known)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse(known.isEmpty() ? ", which has none" : "");
    }

    private List<String> names() {
        return records.stream().flatMap(each -> each.shortNames().stream()).toList();
    }

    private static List<String> keys(List<String> names) {
        return names.stream().map(SettingsFile::key).toList();
    }
}
