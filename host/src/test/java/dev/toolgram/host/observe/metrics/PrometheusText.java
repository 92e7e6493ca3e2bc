package dev.toolgram.host.observe.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus' text format 0.0.4: anything that the format's description does not allow is an
 * {@link AssertionError}, and so is a histogram that does not add up.
 */
public final class PrometheusText {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern META = Pattern.compile("# (HELP|TYPE) (" + NAME + ") (.+)");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> help = new HashMap<>();
    private final Map<String, Map<Map<String, String>, Double>> samples = new LinkedHashMap<>();
    private String family = "";

    private PrometheusText() {}

    /** Reads a whole document. */
    public static PrometheusText parse(String document) {
        require(document.endsWith("\n"), "the last line does not end");
        PrometheusText text = new PrometheusText();
        document.lines().forEach(text::line);
        text.types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                text.checkHistogram(name);
            }
        });
        return text;
    }

    private void line(String line) {
        Matcher meta = META.matcher(line);
        if (meta.matches()) {
            String name = meta.group(2);
            boolean isHelp = meta.group(1).equals("HELP");
            require((isHelp ? help : types).put(name, meta.group(3)) == null, "a second time: " + line);
            require(isHelp || name.equals(family), "TYPE without its HELP before: " + line);
            family = name;
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), "no sample: " + line);
        String name = sample.group(1);
        require(isOf(name, family), "not of family " + family + ": " + line);
        Map<String, String> labels = labels(sample.group(2) == null ? "" : sample.group(2), line);
        double value = value(sample.group(3));
        require(
                samples.computeIfAbsent(name, each -> new LinkedHashMap<>()).put(labels, value) == null,
                "a second time: " + line);
    }

    private boolean isOf(String name, String family) {
        String type = types.getOrDefault(family, "missing");
        return switch (type) {
            case "counter" -> name.equals(family) && name.endsWith("_total");
            case "gauge" -> name.equals(family);
            case "histogram" ->
                List.of("_bucket", "_count", "_sum").stream().anyMatch(end -> name.equals(family + end));
            case "summary" ->
                name.equals(family) || List.of("_count", "_sum").stream().anyMatch(end -> name.equals(family + end));
            default -> false;
        };
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (end < text.length()) {
            require(label.find(end) && label.start() == end, "labels: " + line);
            require(labels.put(label.group(1), label.group(2)) == null, "a label twice: " + line);
            end = label.end();
        }
        return labels;
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void checkHistogram(String name) {
        Map<Map<String, String>, List<Double>> series = new LinkedHashMap<>();
        Map<Map<String, String>, Double> last = new HashMap<>();
        series(name + "_bucket").forEach((labels, count) -> {
            Map<String, String> rest = new TreeMap<>(labels);
            double bound = value(Objects.requireNonNull(rest.remove("le"), "no bound"));
            require(bound > last.getOrDefault(rest, Double.NEGATIVE_INFINITY), "bounds of " + name);
            last.put(rest, bound);
            series.computeIfAbsent(rest, each -> new ArrayList<>()).add(count);
        });
        require(series.keySet().equals(series(name + "_count").keySet()), "buckets of " + name);
        series.forEach((labels, counts) -> {
            require(Double.valueOf(Double.POSITIVE_INFINITY).equals(last.get(labels)), "+Inf of " + name);
            require(counts.equals(counts.stream().sorted().toList()), "buckets do not grow: " + name);
            require(counts.getLast().equals(series(name + "_count").get(labels)), "count of " + name);
            require(series(name + "_sum").containsKey(labels), "sum of " + name);
        });
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    /** The families and their types, in the order of the document. */
    public Map<String, String> types() {
        return types;
    }

    /** The samples of one name, by their labels. */
    public Map<Map<String, String>, Double> series(String name) {
        return samples.getOrDefault(name, Map.of());
    }

    /** The sample with just these labels, names and values alternating; 0 when there is none, as a query would see it. */
    public double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return series(name).getOrDefault(wanted, 0.0);
    }

    /** The number of samples. */
    public int size() {
        return samples.values().stream().mapToInt(Map::size).sum();
    }
}
