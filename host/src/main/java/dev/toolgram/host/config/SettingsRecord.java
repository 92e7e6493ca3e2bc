package dev.toolgram.host.config;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.config.schema.RecordBinder;
import dev.toolgram.host.config.schema.TextValues;
import dev.toolgram.host.config.schema.ValueType.Field;
import dev.toolgram.host.config.schema.ValueType.RecordOf;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One record of a plugin's settings: the JSON that the variables stand for, bound like the input of a tool. */
final class SettingsRecord<R extends Record> {

    /** @param always whether the record that holds it is made even if no variable of it is set */
    private record Variable(String name, Setting setting, Field field, List<Object> path, boolean always) {}

    private static final int MAX_DEPTH = 10;

    private final String pluginId;
    private final RecordBinder<R> binder;
    private final List<Variable> variables = new ArrayList<>();

    /** @throws IllegalArgumentException if variables cannot fill it */
    SettingsRecord(String pluginId, Class<R> type) {
        this.pluginId = pluginId;
        if (!type.isRecord()) {
            throw new IllegalArgumentException("its settings %s are not a record".formatted(type.getName()));
        }
        try {
            binder = new RecordBinder<>(type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its settings cannot be read: " + e.getMessage(), e);
        }
        collect(binder.fields(), "", List.of(), true);
    }

    /** The fields of a nested record are variables, too: {@code PROXY_HOST} is {@code host} of {@code proxy}. */
    private void collect(Collection<Field> fields, String prefix, List<Object> path, boolean required) {
        if (path.size() > MAX_DEPTH) {
            throw new IllegalArgumentException("its settings cannot be read: a record contains itself");
        }
        for (Field field : fields) {
            List<Object> place = new ArrayList<>(path);
            place.add(field.name());
            String name = prefix + field.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            if (field.defaultText() == null && field.element().type() instanceof RecordOf nested) {
                collect(nested.fields().values(), name + "_", place, required && field.required());
            } else {
                Setting setting = new Setting(
                        PluginVariables.nameOf(pluginId, name),
                        TextValues.words(field.element().type()),
                        field.defaultText(),
                        required && field.required(),
                        field.description());
                variables.add(new Variable(name, setting, field, place, required));
            }
        }
    }

    Class<R> type() {
        return binder.type();
    }

    List<Setting> settings() {
        return variables.stream().map(Variable::setting).toList();
    }

    /** The names without the prefix. */
    List<String> shortNames() {
        return variables.stream().map(Variable::name).toList();
    }

    /** The names under which any of them can be set. */
    List<String> names() {
        return variables.stream()
                .flatMap(each -> PluginVariables.names(pluginId, each.name()).stream())
                .toList();
    }

    /**
     * The record; problems with the settings are added to {@code problems}, and there is none.
     *
     * @throws IllegalArgumentException if the record's declaration has a mistake
     */
    Optional<R> read(PluginVariables given, Validator validator, Collection<String> problems) {
        binder.check(validator);
        Map<List<Object>, String> names = new HashMap<>();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Variable each : variables) {
            names.put(each.path(), each.setting().variable());
            Optional<PluginVariables.Variable> value = given.find(pluginId, each.name());
            if (each.always() || value.isPresent()) {
                ObjectNode parent = json;
                for (Object step : each.path().subList(0, each.path().size() - 1)) {
                    parent = parent.withObjectProperty((String) step);
                }
                ObjectNode holder = parent;
                value.ifPresent(variable -> {
                    names.put(each.path(), variable.name());
                    holder.set(
                            each.field().name(),
                            TextValues.json(each.field().element().type(), variable.value()));
                });
            }
        }
        try {
            return Optional.of(binder.bind(json, validator));
        } catch (ToolException e) {
            e.problems().forEach(problem -> problems.add(sentence(problem, names, given.file())));
            return Optional.empty();
        }
    }

    /** Repeats no value: it may be a secret. */
    private String sentence(InputProblem problem, Map<List<Object>, String> names, SettingsFile file) {
        List<Object> path = problem.path();
        int length = path.size();
        while (length > 0 && !names.containsKey(path.subList(0, length))) {
            length--;
        }
        List<Object> place = new ArrayList<>(path.subList(length, path.size()));
        place.addFirst(
                length > 0
                        ? names.get(path.subList(0, length))
                        : variables.stream().map(each -> names.get(each.path())).collect(Collectors.joining(", ")));
        String subject = new InputProblem(length > 0 ? place : place.subList(0, 1), "", "").location();
        return switch (problem.type()) {
            case "missing" -> subject + orInFile(path, file) + " is required" + description(path);
            case "value_error" -> subject + ": " + problem.message();
            default ->
                subject + " " + problem.message().substring(0, 1).toLowerCase(Locale.ROOT)
                        + problem.message().substring(1);
        };
    }

    private String orInFile(List<Object> path, SettingsFile file) {
        return variables.stream()
                .filter(each -> each.path().equals(path) && !file.name().isEmpty())
                .map(each -> ", or %s in %s,".formatted(SettingsFile.key(each.name()), file.name()))
                .findFirst()
                .orElse("");
    }

    private String description(List<Object> path) {
        return variables.stream()
                .filter(each -> each.path().equals(path)
                        && !each.setting().description().isEmpty())
                .map(each -> ": " + each.setting().description())
                .findFirst()
                .orElse("");
    }
}
