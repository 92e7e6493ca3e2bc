package dev.toolgram.host.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.DefaultValues;
import dev.toolgram.host.config.JsonNames;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes JSON Schema 2020-12 from records. One instance per plugin: the generator caches classes, and a shared one would
 * keep an unloaded plugin's class loader alive. Not thread-safe.
 */
public final class JsonSchemas {

    private final SchemaGenerator inputs = new SchemaGenerator(settings(true).build());
    private final SchemaGenerator outputs = new SchemaGenerator(settings(false).build());

    /** The schema of a tool's arguments: unknown fields are forbidden, at every level. */
    public ObjectNode input(Class<? extends Record> type) {
        ObjectNode schema = inputs.generateSchema(type);
        if (!schema.has("properties")) {
            schema.putObject("properties");
        }
        return schema;
    }

    /** The schema of a tool's result. It does not forbid fields: a later version may add some. */
    public ObjectNode output(Type type) {
        return outputs.generateSchema(type);
    }

    private static SchemaGeneratorConfigBuilder settings(boolean input) {
        SchemaGeneratorConfigBuilder settings = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonSchemaModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.STANDARD_FORMATS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        if (input) {
            settings.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        }
        settings.forTypesInGeneral()
                // The order of the record is the order in which a reader should meet the fields.
                .withPropertySorter((_, _) -> 0)
                .withSubtypeResolver((type, context) -> type.getErasedType().isSealed()
                        ? Arrays.stream(type.getErasedType().getPermittedSubclasses())
                                .map(permitted -> context.getTypeContext().resolveSubtype(type, permitted))
                                .toList()
                        : null)
                .withCustomDefinitionProvider((type, context) -> {
                    if (type.getErasedType() != ChatReference.class) {
                        return null;
                    }
                    ObjectNode either = context.getGeneratorConfig().createObjectNode();
                    either.putArray("type").add("string").add("integer");
                    return new CustomDefinition(
                            either, CustomDefinition.INLINE_DEFINITION, CustomDefinition.INCLUDING_ATTRIBUTES);
                });
        settings.forFields()
                .withPropertyNameOverrideResolver(field -> {
                    RecordComponent component = component(field);
                    return component == null ? null : JsonNames.of(component);
                })
                .withDescriptionResolver(field -> describe(field.getAnnotation(Description.class)))
                .withDefaultResolver(JsonSchemas::defaultValue)
                .withNullableCheck(field -> mayBeNull(field, input))
                .withRequiredCheck(field -> isRequired(field, input));
        return settings;
    }

    private static @Nullable String describe(@Nullable Description description) {
        return description == null ? null : description.value();
    }

    private static @Nullable Object defaultValue(FieldScope field) {
        DefaultValue value = field.getAnnotation(DefaultValue.class);
        return value == null
                ? null
                : DefaultValues.parse(value.value(), field.getType().getErasedType());
    }

    private static boolean mayBeNull(FieldScope field, boolean input) {
        RecordComponent component = component(field);
        return component != null && JsonNames.isNullable(component) && (input || !leavesNullsOut(component));
    }

    private static boolean isRequired(FieldScope field, boolean input) {
        RecordComponent component = component(field);
        if (component == null) {
            return false;
        }
        return input ? JsonNames.isRequired(component) : !JsonNames.isNullable(component) || !leavesNullsOut(component);
    }

    private static boolean leavesNullsOut(RecordComponent component) {
        JsonInclude include = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static @Nullable RecordComponent component(FieldScope field) {
        Class<?> owner = field.getDeclaringType().getErasedType();
        if (!owner.isRecord() || field.isFakeContainerItemScope()) {
            return null;
        }
        return Arrays.stream(owner.getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .findFirst()
                .orElse(null);
    }
}
