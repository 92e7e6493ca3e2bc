package dev.toolgram.api;

import java.util.List;
import java.util.StringJoiner;

/**
 * One problem in the input of a call.
 *
 * @param path the location: field names ({@link String}) and list indexes ({@link Integer}) from the root, for example
 *     {@code ["message_ids", 0]}; empty for the input as a whole
 * @param message the problem and how to fix it
 * @param type a stable machine-readable word, for example {@code missing}, {@code extra_forbidden}, {@code value_error}
 */
public record InputProblem(List<Object> path, String message, String type) {

    /** Copies the path. */
    public InputProblem {
        path = List.copyOf(path);
    }

    /** A well-formed but unacceptable value, for example an unknown chat; {@code type} is {@code value_error}. */
    public static InputProblem of(String field, String message) {
        return new InputProblem(List.of(field), message, "value_error");
    }

    /** The path in the form {@code message_ids[0]}; the empty string for the input as a whole. */
    public String location() {
        StringJoiner joiner = new StringJoiner(".");
        for (Object step : path) {
            joiner.add(step instanceof Integer ? "[" + step + "]" : step.toString());
        }
        return joiner.toString().replace(".[", "[");
    }

    /** {@code path: message}, or the message alone. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : location() + ": " + message;
    }
}
