package dev.toolgram.host.config;

import dev.toolgram.api.InputProblem;
import dev.toolgram.host.config.PluginVariables.Variable;
import dev.toolgram.host.config.RecordType.Field;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One record of a plugin's settings: the JSON that the variables stand for, bound like the input of a tool. */
final class SettingsRecord {

    private record Variables(String name, Setting setting, List<Object> path) {}

    private final String pluginId;
    private final RecordType type;
    private final List<Variables> settings = new ArrayList<>();

    /** @throws IllegalArgumentException if variables cannot fill it */
    SettingsRecord(String pluginId, Class<? extends Record> type) {
        this.pluginId = pluginId;
        if (!type.isRecord()) {
            throw new IllegalArgumentException("its settings %s are not a record".formatted(type.getName()));
        }
        try {
            this.type = new ValueTypes(true).record(type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its settings cannot be read: " + e.getMessage(), e);
        }
        collect(this.type, "", List.of(), true);
    }

    /** The fields of a nested record are variables, too: {@code PROXY_HOST} is {@code host} of {@code proxy}. */
    private void collect(RecordType record, String prefix, List<Object> path, boolean required) {
        for (Field field : record.fields()) {
            List<Object> place = new ArrayList<>(path);
            place.add(field.name());
            String name = prefix + variable(field);
            boolean needed = required && !field.optional() && field.defaultValue() == null;
            if (field.element().type() instanceof RecordType nested && field.defaultValue() == null) {
                collect(nested, name + "_", place, needed);
            } else {
                settings.add(new Variables(
                        name,
                        new Setting(
                                PluginVariables.nameOf(pluginId, name),
                                field.element().type().textWords(),
                                field.defaultText(),
                                needed,
                                field.description()),
                        place));
            }
        }
    }

    private static String variable(Field field) {
        return field.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    Class<?> type() {
        return type.type();
    }

    List<Setting> settings() {
        return settings.stream().map(Variables::setting).toList();
    }

    /** The names under which any of them can be set. */
    List<String> names() {
        return settings.stream()
                .flatMap(each -> PluginVariables.names(pluginId, each.name()).stream())
                .toList();
    }

    /** @throws IllegalArgumentException if its declaration has a mistake */
    void check(Validator validator) {
        type.check(validator);
    }

    /** The record; where something is wrong, that is added to the problems and there is none. */
    Optional<Record> read(PluginVariables variables, Validator validator, Collection<String> problems) {
        Map<List<Object>, String> names = new HashMap<>();
        Binding binding = new Binding(validator);
        ObjectNode json = json(type, "", List.of(), variables, names);
        Object made = type.read(json, binding);
        for (InputProblem problem : binding.problems()) {
            problems.add(sentence(problem, names));
        }
        return binding.count() > 0 ? Optional.empty() : Optional.ofNullable((Record) made);
    }

    private ObjectNode json(
            RecordType record,
            String prefix,
            List<Object> path,
            PluginVariables variables,
            Map<List<Object>, String> names) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Field field : record.fields()) {
            List<Object> place = new ArrayList<>(path);
            place.add(field.name());
            String name = prefix + variable(field);
            if (field.element().type() instanceof RecordType nested && field.defaultValue() == null) {
                ObjectNode inner = json(nested, name + "_", place, variables, names);
                if (!inner.isEmpty() || !field.optional()) {
                    json.set(field.name(), inner);
                }
                continue;
            }
            Optional<Variable> given = variables.find(pluginId, name);
            names.put(place, given.map(Variable::name).orElse(PluginVariables.nameOf(pluginId, name)));
            given.ifPresent(
                    variable -> json.set(field.name(), field.element().type().fromText(variable.value())));
        }
        return json;
    }

    /** No value is among the words: it may be a secret. */
    private String sentence(InputProblem problem, Map<List<Object>, String> names) {
        List<Object> path = problem.path();
        int length = path.size();
        while (length > 0 && !names.containsKey(path.subList(0, length))) {
            length--;
        }
        String subject = length == 0
                ? settings.stream()
                        .map(each ->
                                names.getOrDefault(each.path(), each.setting().variable()))
                        .collect(Collectors.joining(", "))
                : new InputProblem(with(names.get(path.subList(0, length)), path.subList(length, path.size())), "", "")
                        .location();
        return switch (problem.type()) {
            case "missing" -> subject + " is required" + description(path);
            case "value_error" -> subject + ": " + problem.message();
            default ->
                subject + " " + problem.message().substring(0, 1).toLowerCase(Locale.ROOT)
                        + problem.message().substring(1);
        };
    }

    private static List<Object> with(@Nullable String name, List<Object> below) {
        List<Object> path = new ArrayList<>();
        path.add(String.valueOf(name));
        path.addAll(below);
        return path;
    }

    private String description(List<Object> path) {
        return settings.stream()
                .filter(each -> each.path().equals(path))
                .map(each -> each.setting().description())
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text)
                .findFirst()
                .orElse("");
    }
}
