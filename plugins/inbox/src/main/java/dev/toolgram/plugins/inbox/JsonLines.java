package dev.toolgram.plugins.inbox;

import dev.toolgram.api.telegram.Message;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** A file of messages, one on each line, in the form that other tools return them. */
final class JsonLines implements Closeable {

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

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(new Moment()))
            .build();

    private final OutputStream out;
    private final long maxBytes;
    private long bytes;

    /** @param maxBytes the most bytes of the file, but for one message */
    JsonLines(Path file, long maxBytes) throws IOException {
        this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        this.maxBytes = maxBytes;
    }

    /** Adds a message; returns false if the file is full. */
    boolean write(Message message) throws IOException {
        byte[] line = mapper.writeValueAsBytes(message);
        if (bytes > 0 && bytes + line.length >= maxBytes) {
            return false;
        }
        out.write(line);
        out.write('\n');
        bytes += line.length + 1;
        return true;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
