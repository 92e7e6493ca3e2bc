package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.tool.RegisteredTool;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds tools by words in their names, titles and descriptions. Immutable. */
final class ToolIndex {

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** "a", "to", "of" say nothing; they are in every description. */
    private static final int SHORTEST_WORD = 3;

    /** "polls" finds "poll", "reactions" finds "reaction"; shorter beginnings mean other words. */
    private static final int SHORTEST_STEM = 4;

    private static final int IN_NAME = 6;
    private static final int IN_TITLE = 3;
    private static final int IN_DESCRIPTION = 1;

    private record Entry(RegisteredTool tool, Set<String> name, Set<String> title, Set<String> description) {

        static Entry of(RegisteredTool tool) {
            Set<String> title = words(tool.definition().title() + " " + tool.pluginId());
            return new Entry(
                    tool, words(tool.name()), title, words(tool.definition().description()));
        }

        private int score(Set<String> query) {
            return query.stream().mapToInt(this::score).sum();
        }

        private int score(String word) {
            if (contains(name, word)) {
                return IN_NAME;
            }
            return contains(title, word) ? IN_TITLE : contains(description, word) ? IN_DESCRIPTION : 0;
        }

        private static boolean contains(Set<String> words, String word) {
            return words.stream()
                    .anyMatch(
                            each -> each.startsWith(word) || (each.length() >= SHORTEST_STEM && word.startsWith(each)));
        }
    }

    private record Hit(RegisteredTool tool, int score) {}

    private final List<Entry> entries;

    ToolIndex(Collection<RegisteredTool> tools) {
        entries = tools.stream().map(Entry::of).toList();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(SEPARATORS.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> word.length() >= SHORTEST_WORD)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The tools that match best, the best first; the one of exactly this name before all others. */
    List<RegisteredTool> find(String query, int limit) {
        Set<String> words = words(query);
        return entries.stream()
                .map(entry -> new Hit(
                        entry.tool(),
                        entry.tool().name().equals(query.strip()) ? Integer.MAX_VALUE : entry.score(words)))
                .filter(hit -> hit.score() > 0)
                .sorted(Comparator.comparingInt(Hit::score)
                        .reversed()
                        .thenComparing(hit -> hit.tool().name()))
                .limit(limit)
                .map(Hit::tool)
                .toList();
    }

    /** The names of all tools. */
    List<String> names() {
        return entries.stream().map(entry -> entry.tool().name()).toList();
    }
}
