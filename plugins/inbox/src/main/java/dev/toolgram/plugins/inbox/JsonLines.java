package dev.toolgram.plugins.inbox;

import dev.toolgram.api.telegram.Message;
import java.io.ByteArrayOutputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Messages, one on each line, in the form that other tools return them. For one thread. */
final class JsonLines {

    private static final class Moment extends StdSerializer<OffsetDateTime> {

        /** {@code +00:00}, as everywhere. */
        private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

        Moment() {
            super(OffsetDateTime.class);
        }

        @Override
        public void serialize(OffsetDateTime value, JsonGenerator json, SerializationContext context) {
            json.writeString(FORMAT.format(value.withOffsetSameInstant(ZoneOffset.UTC)));
        }
    }

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(new Moment()))
            .build()
            .writerFor(Message.class)
            .withRootValueSeparator("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonGenerator json = WRITER.createGenerator(out);
    private final long maxBytes;
    private int size;

    /** @param maxBytes the most bytes, but for one message */
    JsonLines(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a message; returns false if there is no space left: no more can be added then. */
    boolean write(Message message) {
        WRITER.writeValue(json, message);
        json.writeRaw('\n');
        json.flush();
        if (size > 0 && out.size() > maxBytes) {
            return false;
        }
        size = out.size();
        return true;
    }

    /** Returns the lines since the last time. */
    byte[] take() {
        byte[] lines = Arrays.copyOf(out.toByteArray(), size);
        out.reset();
        size = 0;
        return lines;
    }
}
