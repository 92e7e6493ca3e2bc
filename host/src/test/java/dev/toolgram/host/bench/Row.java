package dev.toolgram.host.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One line of a throughput table: a server under one kind of request, measured again in each round. */
final class Row {

    private final String name;
    private final int inFlight;
    private final Child server;
    private final Function<Duration, String> load;
    private final List<Double> warmUp = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();

    /**
     * A row without measurements.
     *
     * @param server the process whose processor time counts
     * @param load runs the load for some time and returns a line for {@link Sample#parse}
     */
    Row(String name, int inFlight, Child server, Function<Duration, String> load) {
        this.name = name;
        this.inFlight = inFlight;
        this.server = server;
        this.load = load;
    }

    /**
     * Warms all rows up until their rates are steady, then measures them in turns, so that a disturbance of the machine
     * meets all of them.
     */
    static void measure(List<Row> rows, Plan plan) {
        for (int round = 0; round < plan.maxWarmUpRounds() && !rows.stream().allMatch(Row::isSteady); round++) {
            rows.forEach(row -> row.warmUp.add(row.turn(plan.turn()).rate()));
        }
        for (int round = 0; round < plan.rounds(); round++) {
            rows.forEach(row -> row.samples.add(row.turn(plan.turn())));
        }
        System.err.printf(
                "bench: measured %d rows, %d steady%n",
                rows.size(), rows.stream().filter(Row::isSteady).count());
    }

    private Sample turn(Duration time) {
        long before = server.cpuMicros();
        String line = load.apply(time);
        return Sample.parse(line, server.cpuMicros() - before);
    }

    private boolean isSteady() {
        return Spread.isSteady(warmUp);
    }

    String name() {
        return name;
    }

    int inFlight() {
        return inFlight;
    }

    Spread rate() {
        return spread(Sample::rate);
    }

    Spread cpuMicros() {
        return spread(Sample::cpuMicrosPerRequest);
    }

    Spread p50Millis() {
        return spread(Sample::p50Millis);
    }

    private Spread spread(ToDoubleFunction<Sample> figure) {
        return Spread.of(samples.stream().mapToDouble(figure).boxed().toList());
    }

    /** This row's figure divided by the other's, round by round. */
    Spread ratio(Row other, ToDoubleFunction<Sample> figure) {
        return Spread.of(IntStream.range(0, samples.size())
                .mapToObj(i -> figure.applyAsDouble(samples.get(i)) / figure.applyAsDouble(other.samples.get(i)))
                .toList());
    }
}
