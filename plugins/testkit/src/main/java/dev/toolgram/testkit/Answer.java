package dev.toolgram.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import tools.jackson.databind.JsonNode;

/** The result of a tool, a JSON value or a file, and its progress reports. The same for REST and MCP. */
public final class Answer {

    private final @Nullable JsonNode value;
    private final @Nullable ReceivedFile file;
    private final List<Progress> progress;

    private Answer(@Nullable JsonNode value, @Nullable ReceivedFile file, List<Progress> progress) {
        this.value = value;
        this.file = file;
        this.progress = List.copyOf(progress);
    }

    static Answer of(JsonNode value, List<Progress> progress) {
        return new Answer(value, null, progress);
    }

    static Answer of(ReceivedFile file, List<Progress> progress) {
        return new Answer(null, file, progress);
    }

    /**
     * The result as JSON: an object or a list.
     *
     * @throws IllegalStateException if the tool returned a file
     */
    public JsonNode value() {
        if (value == null) {
            throw new IllegalStateException("The tool returned a file, " + file + ": use file()");
        }
        return value;
    }

    /**
     * Converts the result to a record; the JSON field {@code chat_id} maps to the component {@code chatId}. Fields that
     * the record does not have are ignored.
     *
     * @throws IllegalStateException if the tool returned a file
     */
    public <T> T as(Class<T> type) {
        return Json.read(value(), type);
    }

    /**
     * Converts the result, a list, to records.
     *
     * @throws IllegalStateException if the tool returned a file or one object
     */
    public <T> List<T> asList(Class<T> elementType) {
        if (!value().isArray()) {
            throw new IllegalStateException("The tool did not return a list: " + value);
        }
        return value().valueStream()
                .map(element -> Json.read(element, elementType))
                .toList();
    }

    /**
     * The result as a file.
     *
     * @throws IllegalStateException if the tool returned JSON
     */
    public ReceivedFile file() {
        if (file == null) {
            throw new IllegalStateException("The tool did not return a file: " + value);
        }
        return file;
    }

    boolean isFile() {
        return file != null;
    }

    /**
     * Asserts that the result has the given JSON: each given field with its value, each given list with as many
     * elements. Objects may have more fields.
     *
     * @param json for example {@code [{"name": "Bob"}]}
     * @return this answer, for further assertions
     */
    public Answer assertIncludes(String json) {
        JsonNode expected = Json.readStrictly(json);
        JsonNode actual = value();
        String difference = Json.difference(expected, actual, "");
        if (!difference.isEmpty()) {
            throw new AssertionFailedError(
                    "Unexpected result: " + difference + "\nThe result: " + actual,
                    expected.toString(),
                    actual.toString());
        }
        return this;
    }

    /** The progress reports of the tool, in order. MCP only; the host limits their rate. */
    public List<Progress> progress() {
        return progress;
    }

    /** The value or the file. */
    @Override
    public String toString() {
        return String.valueOf(value == null ? file : value);
    }
}
