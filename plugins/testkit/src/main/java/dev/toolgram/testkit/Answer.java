package dev.toolgram.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a tool answered: a value or a file, the same at both doors, and what it said on the way. */
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
     * @throws IllegalStateException if the tool answered a file
     */
    public JsonNode value() {
        if (value == null) {
            throw new IllegalStateException("The tool answered a file, " + file + ": ask for file()");
        }
        return value;
    }

    /**
     * The result as a record, its fields named as the host names them: {@code chat_id} fills {@code chatId}. Fields that
     * the record does not have are left out.
     *
     * @throws IllegalStateException if the tool answered a file
     */
    public <T> T as(Class<T> type) {
        return Json.read(value(), type);
    }

    /**
     * The result, a list, as records.
     *
     * @throws IllegalStateException if the tool answered a file, or one object
     */
    public <T> List<T> asList(Class<T> elementType) {
        if (!value().isArray()) {
            throw new IllegalStateException("The tool answered no list: " + value);
        }
        return value().valueStream()
                .map(element -> Json.read(element, elementType))
                .toList();
    }

    /**
     * The result as a file.
     *
     * @throws IllegalStateException if the tool answered JSON
     */
    public ReceivedFile file() {
        if (file == null) {
            throw new IllegalStateException("The tool answered no file: " + value);
        }
        return file;
    }

    /** What the tool reported, in order; MCP only, and the host passes on no more than some each second. */
    public List<Progress> progress() {
        return progress;
    }

    /** The value or the file. */
    @Override
    public String toString() {
        return String.valueOf(value == null ? file : value);
    }
}
