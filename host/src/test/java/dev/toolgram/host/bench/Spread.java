package dev.toolgram.host.bench;

import java.util.List;

/**
 * The median of several measurements, with the lowest and the highest.
 *
 * @param median of an even number of values the mean of the two in the middle
 */
record Spread(double median, double min, double max) {

    private static final int STEADY_ROUNDS = 3;
    private static final double STEADY_RISE = 1.05;

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

    /** Whether rates no longer rise: the best of the last three is at most 5 percent above the best before them. */
    static boolean isSteady(List<Double> rates) {
        int before = rates.size() - STEADY_ROUNDS;
        return before >= STEADY_ROUNDS
                && of(rates.subList(before, rates.size())).max()
                        <= STEADY_RISE * of(rates.subList(0, before)).max();
    }
}
