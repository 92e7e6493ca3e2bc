package dev.toolgram.host.telegram.codec;

import dev.toolgram.api.InputProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The input fields and sentences for TDLib's own errors, from {@code tdlib-errors.txt}. */
final class TdSentences {

    private static final String ANY = "*";

    private static final List<Row> rows = load();

    private TdSentences() {}

    private record Row(String sentence, String field, String advice) {

        static Row of(String line) {
            String[] cells = line.split("\\s*\\|\\s*");
            return new Row(cells[0], cells[1], cells[2]);
        }

        boolean matches(String message) {
            return sentence.endsWith(ANY)
                    ? message.startsWith(sentence.substring(0, sentence.length() - ANY.length()))
                    : message.equals(sentence);
        }
    }

    /**
     * The problem with the input. Its field is named as in the bundled tools; a sentence that is not in the table belongs
     * to none.
     */
    static InputProblem problem(String message) {
        return rows.stream()
                .filter(row -> row.matches(message))
                .findFirst()
                .map(row -> new InputProblem(
                        row.field().isEmpty() ? List.of() : List.of(row.field()), row.advice(), "value_error"))
                .orElseGet(() -> new InputProblem(List.of(), message, "value_error"));
    }

    private static List<Row> load() {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TdSentences.class.getResourceAsStream("tdlib-errors.txt")),
                StandardCharsets.UTF_8))) {
            Stream<String> lines = file.lines();
            return lines.filter(line -> !line.startsWith("#")).map(Row::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
