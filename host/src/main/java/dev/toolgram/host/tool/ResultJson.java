package dev.toolgram.host.tool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes JSON of what a tool has answered. By way of the text, so that nothing of the plugin is in the result: what the
 * doors write later is only JSON, and of a size that is known. Thread-safe.
 */
final class ResultJson {

    /** What a result may have of JSON; more is a defect of the tool, and would be copied some times on its way. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    private static final ObjectReader trees = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_BYTES)
                            .maxNameLength(MAX_BYTES)
                            .maxNumberLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private final JsonMapper mapper;

    /** @param mapper the plugin's */
    ResultJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * The result as JSON.
     *
     * @throws RuntimeException if it is nothing, or too much, or has no form in JSON
     */
    JsonNode of(Object result) {
        LimitedOutput out = new LimitedOutput();
        mapper.writeValue(out, result);
        JsonNode json = trees.readValue(out.content());
        if (json.isNull()) {
            throw new IllegalStateException("the tool answered null");
        }
        return json;
    }

    private static final class LimitedOutput extends ByteArrayOutputStream {

        @Override
        public synchronized void write(int value) {
            refuse(1);
            super.write(value);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            refuse(length);
            super.write(bytes, offset, length);
        }

        private void refuse(int more) {
            if (count + more > MAX_BYTES) {
                throw new IllegalStateException(
                        "the tool's result is larger than %d MB of JSON".formatted(MAX_BYTES >> 20));
            }
        }

        ByteArrayInputStream content() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }
}
