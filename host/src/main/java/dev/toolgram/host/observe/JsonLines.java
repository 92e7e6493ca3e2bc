package dev.toolgram.host.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Logs each event as a JSON object on one line. Key-value pairs of an event become fields unless the name is
 * in use. Unlike Logback's JSON encoder, it uses the flat field names that log collectors expect.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = MAPPER.createObjectNode()
                .put("timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("message", String.valueOf(event.getFormattedMessage()));
        String request = event.getMDCPropertyMap().get(RequestScope.KEY);
        if (request != null) {
            line.put(RequestScope.KEY, request);
        }
        IThrowableProxy exception = event.getThrowableProxy();
        if (exception != null) {
            line.put("exception", ThrowableProxyUtil.asString(exception));
        }
        addFields(event.getKeyValuePairs(), line);
        // By String.getBytes: an unpaired surrogate becomes a question mark instead of an exception.
        return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void addFields(@Nullable List<KeyValuePair> fields, ObjectNode line) {
        if (fields == null) {
            return;
        }
        for (KeyValuePair field : fields) {
            if (!line.has(field.key)) {
                switch (field.value) {
                    case Integer number -> line.put(field.key, number);
                    case Long number -> line.put(field.key, number);
                    case Boolean flag -> line.put(field.key, flag);
                    case null, default -> line.put(field.key, String.valueOf(field.value));
                }
            }
        }
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }
}
