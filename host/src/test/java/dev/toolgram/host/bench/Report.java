package dev.toolgram.host.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The measurements as Markdown and as JSON. */
final class Report {

    private final StringBuilder markdown = new StringBuilder();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Figure> figures = new ArrayList<>();

    /**
     * A measurement other than a rate.
     *
     * @param values all measurements
     */
    record Value(String name, String unit, Spread values) {}

    /**
     * A figure to reach.
     *
     * @param atLeast whether the target is a lower bound
     */
    record Figure(String name, String unit, double value, boolean atLeast, double target) {
        boolean isReached() {
            return atLeast ? value >= target : value <= target;
        }
    }

    Report(Plan plan) {
        String machine =
                "%d processors, Java %s".formatted(Runtime.getRuntime().availableProcessors(), Runtime.version());
        markdown.append("# Toolgram bench%s%n%n%s. Medians (min–max) of %d interleaved rounds of %.1f s.%n"
                .formatted(
                        plan.quick() ? " (quick)" : "",
                        machine,
                        plan.rounds(),
                        plan.turn().toMillis() / 1000.0));
        json.put("quick", plan.quick());
        json.put("machine", machine);
    }

    /** A figure whose target is a lower bound. */
    void atLeast(String name, String unit, double value, double target) {
        figures.add(new Figure(name, unit, value, true, target));
    }

    /** A figure whose target is an upper bound. */
    void atMost(String name, String unit, double value, double target) {
        figures.add(new Figure(name, unit, value, false, target));
    }

    /** A table of rates. */
    void rows(String title, List<Row> rows) {
        markdown.append(
                "%n## %s%n%n| | in flight | requests/s | µs of processor a request | p50 ms |%n|---|--:|--:|--:|--:|%n"
                        .formatted(title));
        List<Object> list = new ArrayList<>();
        for (Row row : rows) {
            boolean hasTimes = row.p50Millis().median() > 0;
            markdown.append("| %s | %d | %s | %s | %s |%n"
                    .formatted(
                            row.name(),
                            row.inFlight(),
                            text(row.rate(), 0),
                            text(row.cpuMicros(), 1),
                            hasTimes ? text(row.p50Millis(), 3) : ""));
            list.add(Map.of(
                    "name", row.name(),
                    "in_flight", row.inFlight(),
                    "requests_per_second", row.rate(),
                    "cpu_micros_per_request", row.cpuMicros(),
                    "p50_millis", row.p50Millis()));
        }
        json.put(title, list);
    }

    /** A table of other measurements. */
    void values(String title, List<Value> values) {
        markdown.append("%n## %s%n%n| | median (min–max) |%n|---|--:|%n".formatted(title));
        values.forEach(value ->
                markdown.append("| %s | %s %s |%n".formatted(value.name(), text(value.values(), 2), value.unit())));
        json.put(title, values);
    }

    /** A remark below the last table. */
    void note(String text) {
        markdown.append("%n%s%n".formatted(text));
    }

    /** Appends the figures, writes {@code bench.md} and {@code bench.json}, and returns the Markdown. */
    String write(Path folder) throws IOException {
        markdown.append("%n## Figures to reach%n%n| | measured | target | reached |%n|---|--:|--:|---|%n".formatted());
        figures.forEach(figure -> markdown.append("| %s | %.2f %s | %s %s %s | %s |%n"
                .formatted(
                        figure.name(),
                        figure.value(),
                        figure.unit(),
                        figure.atLeast() ? "≥" : "≤",
                        figure.target(),
                        figure.unit(),
                        figure.isReached() ? "yes" : "no")));
        json.put("figures", figures.stream().map(Report::json).toList());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.md"), markdown);
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(folder.resolve("bench.json"), mapper.writeValueAsString(json));
        return markdown.toString();
    }

    private static Map<String, Object> json(Figure figure) {
        return Map.of(
                "name",
                figure.name(),
                "unit",
                figure.unit(),
                "value",
                figure.value(),
                figure.atLeast() ? "at_least" : "at_most",
                figure.target(),
                "reached",
                figure.isReached());
    }

    private static String text(Spread spread, int digits) {
        return ("%1$." + digits + "f (%2$." + digits + "f–%3$." + digits + "f)")
                .formatted(spread.median(), spread.min(), spread.max());
    }
}
