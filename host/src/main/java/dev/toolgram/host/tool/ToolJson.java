package dev.toolgram.host.tool;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.toolgram.host.config.schema.JsonNames;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes results of tools as JSON, in the forms that {@link dev.toolgram.host.config.schema.RecordBinder} publishes. */
final class ToolJson {

    private ToolJson() {}

    /** A new mapper; one per plugin, because its caches hold on to the plugin's classes. */
    static JsonMapper mapper() {
        SimpleModule dates = new SimpleModule("toolgram");
        dates.addSerializer(OffsetDateTime.class, new OffsetDateTimeSerializer());
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .annotationIntrospector(new SealedTypes())
                .addModule(dates)
                .build();
    }

    /** Writes the discriminator of sealed interfaces that have none by Jackson's annotations. */
    private static final class SealedTypes extends JacksonAnnotationIntrospector {

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            JsonTypeInfo.Value explicit = super.findPolymorphicTypeInfo(config, annotated);
            Class<?> type = annotated.getRawType();
            return explicit != null || !(annotated instanceof AnnotatedClass) || !isSealed(type)
                    ? explicit
                    : JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME,
                            JsonTypeInfo.As.PROPERTY,
                            JsonNames.discriminator(type),
                            null,
                            false,
                            null);
        }

        @Override
        public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass annotated) {
            String explicit = super.findTypeName(config, annotated);
            return explicit == null && annotated.getRawType().isRecord()
                    ? JsonNames.name(annotated.getRawType())
                    : explicit;
        }

        private static boolean isSealed(Class<?> type) {
            return type.isInterface() && type.isSealed();
        }
    }

    /** ISO 8601 with {@code +00:00}, never {@code Z}: the contract's form. */
    private static final class OffsetDateTimeSerializer extends StdSerializer<OffsetDateTime> {
        private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .appendPattern("xxx")
                .toFormatter();

        OffsetDateTimeSerializer() {
            super(OffsetDateTime.class);
        }

        @Override
        public void serialize(OffsetDateTime value, JsonGenerator json, SerializationContext context) {
            json.writeString(FORMAT.format(value));
        }
    }
}
