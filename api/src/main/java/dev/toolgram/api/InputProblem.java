package dev.toolgram.api;

import java.util.List;
import java.util.StringJoiner;

/**
 * One thing that is wrong with a call's input.
 *
 * @param path where: field names ({@link String}) and list indexes ({@link Integer}) from the outside in, for example
 *     {@code ["message_ids", 0]}; empty when the input as a whole is meant
 * @param message what is wrong and how to mend it
 * @param type a stable word for machines, for example {@code missing}, {@code extra_forbidden}, {@code value_error}
 */
public record InputProblem(List<Object> path, String message, String type) {

    /** Copies the path. */
    public InputProblem {
        path = List.copyOf(path);
    }

    /** A value that has the right form and still does not fit: a chat that is not there, for example. */
    public static InputProblem of(String field, String message) {
        return new InputProblem(List.of(field), message, "value_error");
    }

    /** The path as people write it: {@code message_ids[0]}; the empty string for the input as a whole. */
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
