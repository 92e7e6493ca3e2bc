package dev.toolgram.host.bench;

import java.util.List;

/**
 * The median of several measurements, with the lowest and the highest.
 *
 * @param median of an even number of values the mean of the two in the middle
 */
record Spread(double median, double min, double max) {

    private static final int STEADY_ROUNDS = 3;
    private static final double STEADY_WITHIN = 0.08;

    /** @throws IllegalArgumentException if there are no values */
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("No values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /** Whether the last three values differ by at most 8 percent of their median: the warm-up is over. */
    static boolean isSteady(List<Double> values) {
        if (values.size() < STEADY_ROUNDS) {
            return false;
        }
        Spread last = of(values.subList(values.size() - STEADY_ROUNDS, values.size()));
        return last.max() - last.min() <= STEADY_WITHIN * last.median();
    }
}
