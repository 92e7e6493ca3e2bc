package dev.toolgram.host.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The difference between names. */
public final class EditDistance {

    /** Longer names are not compared: the cost grows with the product of the lengths. */
    private static final int MAX_LENGTH = 100;

    private EditDistance() {}

    /** The candidate that a mistyped name is most likely to mean, if any is near; in any case. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String lower = name.toLowerCase(Locale.ROOT);
        int most = Math.min(2 + name.length() / 4, name.length() / 2);
        ToIntFunction<String> distance = candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT));
        return candidates.stream()
                .filter(candidate -> name.length() <= MAX_LENGTH && distance.applyAsInt(candidate) <= most)
                .min(Comparator.comparingInt(distance));
    }

    /** The number of letters to insert, delete or replace (Levenshtein). */
    static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
