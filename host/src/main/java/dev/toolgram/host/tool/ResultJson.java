package dev.toolgram.host.tool;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.toolgram.host.config.schema.JsonNames;
import java.io.ByteArrayOutputStream;
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

/**
 * Writes a tool's result as JSON, once, in the form that {@link dev.toolgram.host.config.schema.RecordBinder} publishes:
 * REST and MCP send these bytes, which hold nothing of the plugin. One per plugin, because its caches hold on to the
 * plugin's classes. Thread-safe.
 */
final class ResultJson {

    /** A larger result is a defect of the tool. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .annotationIntrospector(new SealedTypes())
            .addModule(new SimpleModule("toolgram").addSerializer(OffsetDateTime.class, new OffsetDateTimeSerializer()))
            .build();

    /**
     * The UTF-8 bytes of the result, an object or a list.
     *
     * @throws RuntimeException if it is null or too large or cannot be written as JSON
     */
    byte[] of(Object result) {
        LimitedOutput out = new LimitedOutput();
        mapper.writeValue(out, result);
        byte[] json = out.toByteArray();
        if (json[0] != '{' && json[0] != '[') {
            throw new IllegalStateException("the tool returned neither an object nor a list");
        }
        return json;
    }

    private static final class LimitedOutput extends ByteArrayOutputStream {

        LimitedOutput() {
            super(1024);
        }

        @Override
        public synchronized void write(int value) {
            checkLimit(1);
            super.write(value);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            checkLimit(length);
            super.write(bytes, offset, length);
        }

        private void checkLimit(int more) {
            if (count + more > MAX_BYTES) {
                throw new IllegalStateException(
                        "the tool's result is larger than %d MB of JSON".formatted(MAX_BYTES >> 20));
            }
        }
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
