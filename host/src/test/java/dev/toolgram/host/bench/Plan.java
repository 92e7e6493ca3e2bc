package dev.toolgram.host.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measurements and their durations.
 *
 * @param sections of {@code start tdlib instant chats export files policy growth}
 * @param distribution the built distribution
 * @param base an older distribution to compare with
 * @param output the folder of the report
 * @param turn the length of one row's turn in a round
 * @param starts how often each command is started
 * @param calls after how many calls the memory is read again
 */
record Plan(
        List<String> sections,
        boolean quick,
        Path distribution,
        @Nullable Path base,
        Path output,
        Duration turn,
        int maxWarmUpRounds,
        int rounds,
        int starts,
        int calls) {

    /** Reads the system properties {@code bench.dist}, {@code .base}, {@code .out}, {@code .quick} and {@code .only}. */
    static Plan ofProperties() {
        String older = System.getProperty("bench.base", "");
        Path distribution = Path.of(System.getProperty("bench.dist")).toAbsolutePath();
        Path base = older.isEmpty() ? null : Path.of(older).toAbsolutePath();
        Path output = Path.of(System.getProperty("bench.out")).toAbsolutePath();
        boolean quick = Boolean.getBoolean("bench.quick");
        String all =
                quick ? "start tdlib instant chats policy" : "start tdlib instant chats export files policy growth";
        String chosen = System.getProperty("bench.only", "");
        List<String> sections = List.of((chosen.isBlank() ? all : chosen).split(" "));
        return quick
                ? new Plan(sections, true, distribution, base, output, Duration.ofMillis(300), 8, 3, 1, 10_000)
                : new Plan(sections, false, distribution, base, output, Duration.ofMillis(800), 10, 7, 3, 100_000);
    }

    /** The same with few rounds, for what cannot be measured in turns. */
    Plan brief() {
        return new Plan(sections, quick, distribution, base, output, turn, 3, 3, starts, calls);
    }

    /**
     * A distribution under measurement.
     *
     * @param prefix of the names of its rows
     */
    record Variant(String prefix, Path folder) {}

    List<Variant> variants() {
        List<Variant> variants = new ArrayList<>(List.of(new Variant("", distribution)));
        if (base != null) {
            variants.add(new Variant("base: ", base));
        }
        return variants;
    }
}
