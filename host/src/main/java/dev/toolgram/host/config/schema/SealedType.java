package dev.toolgram.host.config.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A sealed interface: one of the records that it permits, chosen by a discriminator. */
final class SealedType implements ValueType {

    private final String name;
    private final String discriminator;
    private final Map<String, RecordType> records = new LinkedHashMap<>();

    /** @param discriminator the field that names the record */
    SealedType(String name, String discriminator) {
        this.name = name;
        this.discriminator = discriminator;
    }

    /** @throws IllegalArgumentException if the name is taken, or the record has the discriminator itself */
    void add(String name, RecordType record) {
        if (record.has(discriminator)) {
            throw new IllegalArgumentException("%s has a component '%s', which is the discriminator of its interface"
                    .formatted(record.type().getName(), discriminator));
        }
        if (records.put(name, record) != null) {
            throw new IllegalArgumentException(
                    "two records are named '%s' for the same sealed interface".formatted(name));
        }
    }

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        if (!json.isObject()) {
            binding.report("Must be an object", "model_type");
            return null;
        }
        JsonNode name = json.path(discriminator);
        RecordType chosen = name.isString() ? records.get(name.stringValue()) : null;
        if (chosen != null) {
            return chosen.read(json, binding, discriminator);
        }
        binding.enter(discriminator);
        if (name.isMissingNode()) {
            binding.report("Field required", "missing");
        } else {
            binding.report("Must be one of " + String.join(", ", records.keySet()), "enum");
        }
        binding.leave();
        return null;
    }

    @Override
    public void describe(ObjectNode schema, SchemaBuilder builder) {
        builder.describe(this, name, schema, body -> {
            body.put("type", "object");
            records.forEach((record, type) ->
                    type.describe(body.withArray("anyOf").addObject(), builder, discriminator, record));
        });
    }
}
