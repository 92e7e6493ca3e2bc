package dev.toolgram.host.tool;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.toolgram.host.config.schema.JsonNames;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AccessorNamingStrategy;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes a tool's result as JSON, once, in the form that {@link dev.toolgram.host.config.schema.RecordBinder} publishes:
 * REST and MCP send these bytes, which hold nothing of the plugin. One per plugin, because its caches hold on to the
 * plugin's classes. Thread-safe.
 */
public final class ResultJson {

    /** A larger result is a defect of the tool. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    /** ISO 8601 with {@code +00:00}, never {@code Z}: the contract's form. */
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("xxx")
            .toFormatter();

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(new Names())
            .accessorNaming(new ComponentsOnly())
            .annotationIntrospector(new Discriminators())
            .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .addModule(text(OffsetDateTime.class, MOMENT::format))
            .addModule(text(ZonedDateTime.class, MOMENT::format))
            .addModule(text(Instant.class, instant -> MOMENT.format(instant.atOffset(ZoneOffset.UTC))))
            .addModule(text(LocalTime.class, DateTimeFormatter.ISO_LOCAL_TIME::format))
            .addModule(text(LocalDateTime.class, DateTimeFormatter.ISO_LOCAL_DATE_TIME::format))
            .addModule(text(Path.class, Path::toString))
            .build();

    /**
     * The UTF-8 bytes of the result, an object or a list.
     *
     * @throws RuntimeException if it is null or too large or cannot be written as JSON
     */
    public byte[] of(Object result) {
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

    /** Writes a class in one form, as a value and as the key of a map. */
    private static <T> SimpleModule text(Class<T> type, Function<T, String> form) {
        return new SimpleModule(type.getName())
                .addSerializer(type, new StdSerializer<T>(type) {
                    @Override
                    public void serialize(T value, JsonGenerator json, SerializationContext context) {
                        json.writeString(form.apply(value));
                    }
                })
                .addKeySerializer(type, new StdSerializer<T>(type) {
                    @Override
                    public void serialize(T value, JsonGenerator json, SerializationContext context) {
                        json.writeName(form.apply(value));
                    }
                });
    }

    /** The names that the schema has. */
    private static final class Names extends PropertyNamingStrategies.NamingBase {

        @Override
        public String translate(String name) {
            return JsonNames.snake(name);
        }
    }

    /** Of a record, its components: a method {@code getText()} or {@code isEmpty()} is not a field. */
    private static final class ComponentsOnly extends DefaultAccessorNamingStrategy.Provider {

        @Override
        public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass type) {
            return new DefaultAccessorNamingStrategy.RecordNaming(config, type) {
                @Override
                public @Nullable String findNameForIsGetter(AnnotatedMethod method, String name) {
                    return null;
                }

                @Override
                public @Nullable String findNameForRegularGetter(AnnotatedMethod method, String name) {
                    return _fieldNames.contains(name) ? name : null;
                }
            };
        }
    }

    /** Writes the discriminator wherever a sealed interface is declared, and nowhere else. */
    private static final class Discriminators extends JacksonAnnotationIntrospector {

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            Class<?> type = annotated.getRawType();
            if (annotated instanceof AnnotatedClass && type.isRecord()) {
                return null;
            }
            JsonTypeInfo.Value explicit = super.findPolymorphicTypeInfo(config, annotated);
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
}
