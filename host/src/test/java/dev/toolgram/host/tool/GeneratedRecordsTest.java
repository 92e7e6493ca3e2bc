package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.config.schema.RecordBinder;
import dev.toolgram.host.config.schema.Validators;
import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.GeneratedType.Fields;
import dev.toolgram.host.tool.GeneratedType.Scalar;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published schema and the binder agree about generated records: what an independent validator accepts is read, and
 * written as it was sent, and what it rejects is rejected. The schemas leave three things unsaid: that {@code null} for
 * an optional field counts as missing, that a field of any JSON value takes no {@code null}, and which days of
 * a {@code LocalDateTime} and which time zones exist.
 */
@NullMarked
class GeneratedRecordsTest {

    private static final int VALUES = 10;
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    @TempDir
    Path folder;

    private final List<String> disagreements = new ArrayList<>();
    private int pairs;
    private int read;
    private int unsaid;

    @Test
    void schemaAndBinderAgree() throws Exception {
        compare(60, 1);

        assertThat(pairs).isEqualTo(600);
    }

    @Test
    @Tag("soak")
    void schemaAndBinderAgreeOnManyRecords() throws Exception {
        compare(1_500, 2);

        assertThat(pairs).isEqualTo(15_000);
    }

    private void compare(int types, long seed) throws Exception {
        Random random = new Random(seed);
        GeneratedTypes generated = new GeneratedTypes(random);
        List<Fields> records = Stream.generate(generated::record).limit(types).toList();
        try (URLClassLoader loader = compiled(generated.sources());
                ValidatorFactory validators = Validators.newFactory()) {
            for (Fields type : records) {
                Class<? extends Record> record =
                        loader.loadClass("generated." + type.java()).asSubclass(Record.class);
                compare(type, record, validators.getValidator(), random);
            }
        }
        assertThat(disagreements).isEmpty();
        // Neither side is proved by the other's values.
        assertThat(read).isBetween(pairs * 2 / 5, pairs * 4 / 5);
        assertThat(unsaid).isLessThan(pairs / 50);
    }

    private <R extends Record> void compare(Fields type, Class<R> record, Validator validator, Random random) {
        RecordBinder<R> binder = new RecordBinder<>(record);
        binder.check(validator);
        Schema schema = REGISTRY.getSchema(binder.schema());
        Schema results = REGISTRY.getSchema(RecordBinder.resultSchema(record));
        for (int i = 0; i < VALUES; i++) {
            boolean fits = i % 3 == 0;
            JsonNode value = type.value(random);
            ObjectNode sent = parsed(StrictJson.write(fits ? value : new Mutation(random).of(value)));
            String problem = disagreement(type, sent, fits, schema, results, binder, validator);
            pairs++;
            if (problem != null) {
                disagreements.add("%s %s: %s".formatted(type.source(), sent, problem));
            }
        }
    }

    /** @param fits whether the value was made to fit the type */
    private @Nullable String disagreement(
            Fields type,
            ObjectNode sent,
            boolean fits,
            Schema schema,
            Schema results,
            RecordBinder<?> binder,
            Validator validator) {
        ObjectNode said = sent.deepCopy();
        AtomicBoolean real = new AtomicBoolean(true);
        type.visit(said, (at, json) -> {
            if (at instanceof Fields record && json instanceof ObjectNode object) {
                record.fields().stream()
                        .filter(field ->
                                field.optional() && object.path(field.name()).isNull())
                        .forEach(field -> object.remove(field.name()));
            }
            if (at instanceof Scalar scalar && !scalar.real().test(json)) {
                real.set(false);
            }
        });
        List<String> violations = messages(schema, said);
        if (fits && !violations.isEmpty()) {
            return "the schema rejects it: " + violations;
        }
        boolean valid = violations.isEmpty() && real.get();
        unsaid += violations.isEmpty() && !valid ? 1 : 0;
        Record bound;
        try {
            bound = binder.bind(sent, validator);
        } catch (ToolException e) {
            return valid ? "the binder rejects it: " + e.problems() : null;
        }
        if (!valid) {
            return "the binder accepts it: " + violations;
        }
        read++;
        JsonNode result = parsed(new ResultJson().of(bound));
        JsonNode expected = parsed(StrictJson.write(type.written(sent)));
        if (!result.equals(GeneratedRecordsTest::compareNumbers, expected)) {
            return "written as %s and not as %s".formatted(result, expected);
        }
        List<String> undescribed = messages(results, result);
        return undescribed.isEmpty() ? null : "the result %s violates its schema: %s".formatted(result, undescribed);
    }

    private static List<String> messages(Schema schema, JsonNode json) {
        return schema.validate(json).stream().map(Object::toString).toList();
    }

    /** By value: 1.0 is 1. */
    private static int compareNumbers(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static ObjectNode parsed(byte[] json) {
        try {
            return (ObjectNode) StrictJson.read(json);
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private URLClassLoader compiled(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Generated.java"), source);
        String classPath = System.getProperty("java.class.path");
        String[] options = {"-proc:none", "-parameters", "-nowarn", "-d", folder.toString(), "-cp", classPath};
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        Stream.concat(Stream.of(options), Stream.of(file.toString()))
                                .toArray(String[]::new));
        assertThat(status).isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }
}
