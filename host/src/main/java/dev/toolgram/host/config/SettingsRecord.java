package dev.toolgram.host.config;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.host.config.PluginVariables.Variable;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One record of a plugin's settings, by the rules of a tool's input, but written as text.
 *
 * @param <S> the record
 */
final class SettingsRecord<S extends Record> {

    private final String pluginId;
    private final Class<S> type;
    private final List<Component> components;

    private record Component(
            String property,
            String setting,
            String variable,
            SettingType type,
            boolean required,
            @Nullable String defaultText,
            String description) {}

    /** @throws IllegalArgumentException if variables cannot fill it */
    SettingsRecord(String pluginId, Class<S> type) {
        this.pluginId = pluginId;
        this.type = type;
        if (!type.isRecord()) {
            throw new IllegalArgumentException("its settings %s are no record".formatted(type.getName()));
        }
        this.components =
                Arrays.stream(type.getRecordComponents()).map(this::component).toList();
    }

    private Component component(RecordComponent component) {
        String setting = JsonNames.snake(component.getName()).toUpperCase(Locale.ROOT);
        DefaultValue defaultValue = JsonNames.defaultOf(component);
        Description description = component.getAnnotation(Description.class);
        try {
            SettingType read = SettingType.of(component.getGenericType());
            if (defaultValue != null) {
                Object _ = read.read(defaultValue.value());
            }
            return new Component(
                    component.getName(),
                    setting,
                    PluginVariables.nameOf(pluginId, setting),
                    read,
                    JsonNames.isRequired(component),
                    defaultValue == null ? null : defaultValue.value(),
                    description == null ? "" : description.value());
        } catch (WrongTextException e) {
            throw new IllegalArgumentException(
                    e.about("the default of '%s' in its settings %s".formatted(component.getName(), type.getName())));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%s' in its settings %s is wrong: %s"
                    .formatted(component.getName(), type.getName(), e.getMessage()));
        }
    }

    Class<S> type() {
        return type;
    }

    List<Setting> settings() {
        return components.stream()
                .map(each -> new Setting(
                        each.variable(), each.type().words(), each.defaultText(), each.required(), each.description()))
                .toList();
    }

    /** The names under which any of them can be set. */
    Set<String> names() {
        return components.stream()
                .flatMap(each -> PluginVariables.names(pluginId, each.setting()).stream())
                .collect(Collectors.toSet());
    }

    /** The record; where something is wrong, that is added to the problems and there is none. */
    Optional<S> read(PluginVariables variables, Validator validator, Collection<String> problems) {
        @Nullable Object[] values = new @Nullable Object[components.size()];
        List<String> names = new ArrayList<>();
        int before = problems.size();
        for (Component component : components) {
            Optional<Variable> given = variables.find(pluginId, component.setting());
            String name = given.map(Variable::name).orElse(component.variable());
            String text = given.isPresent() ? given.get().value() : component.defaultText();
            if (text != null) {
                try {
                    Object value = component.type().read(text);
                    check(component, value, name, validator, problems);
                    values[names.size()] = value;
                } catch (WrongTextException e) {
                    problems.add(e.about(name));
                }
            } else if (component.required()) {
                problems.add(name + " is required"
                        + (component.description().isEmpty() ? "" : ": " + component.description()));
            }
            names.add(name);
        }
        return problems.size() > before
                ? Optional.empty()
                : make(values, String.join(", ", names), validator, problems);
    }

    /** Component by component rather than as a whole, so that a wrong text in one hides no limit of another. */
    private void check(
            Component component, Object value, String name, Validator validator, Collection<String> problems) {
        for (ConstraintViolation<S> violation : validator.validateValue(type, component.property(), value)) {
            problems.add(name + " " + violation.getMessage());
        }
    }

    /** The record's own constructor may check too; what it says is meant for the operator. */
    private Optional<S> make(
            @Nullable Object[] values, String names, Validator validator, Collection<String> problems) {
        try {
            S made = constructor().newInstance(values);
            for (ConstraintViolation<S> violation : validator.validate(made)) {
                problems.add(names + ": " + violation.getMessage());
            }
            return Optional.of(made);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                problems.add(names + ": " + refusal.getMessage());
                return Optional.empty();
            }
            throw new IllegalStateException("The constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot construct " + type.getName(), e);
        }
    }

    private Constructor<S> constructor() throws NoSuchMethodException {
        Constructor<S> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor;
    }
}
