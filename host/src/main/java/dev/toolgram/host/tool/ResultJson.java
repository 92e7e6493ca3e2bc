package dev.toolgram.host.tool;

import java.io.ByteArrayOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a tool's result as JSON, once: REST and MCP send these bytes, which hold nothing of the plugin. Thread-safe.
 */
final class ResultJson {

    /** A larger result is a defect of the tool. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    private final JsonMapper mapper;

    /** @param mapper the plugin's */
    ResultJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

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
}
