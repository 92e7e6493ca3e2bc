package dev.toolgram.host.bench;

import dev.toolgram.host.bench.Plan.Variant;
import dev.toolgram.host.bench.Report.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** From the start of a process to its first responses, and its resident memory. */
final class StartAndMemory {

    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final int MOST_SECONDS = 120;
    private static final int ROUNDS_UNDER_LOAD = 5;

    private final Bench bench;
    private final List<Value> starts = new ArrayList<>();
    private final List<Value> memory = new ArrayList<>();

    StartAndMemory(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        try (Remote remote = new Remote(bench)) {
            for (Variant variant : bench.plan().variants()) {
                measure(variant.prefix() + "demo", () -> bench.demo(variant.folder(), false), 0, 2.5, 230);
                Map<String, String> settings = remote.serveSettings();
                measure(
                        variant.prefix() + "serve",
                        () -> Child.toolgram(variant.folder(), "serve", settings, bench.folder()),
                        0.7,
                        2.0,
                        180);
            }
        }
        bench.report().values("Start", starts);
        bench.report().values("Resident memory", memory);
    }

    /** The first start is not counted: it makes the database, and fills the file cache. */
    private void measure(String name, Supplier<Child> command, double health, double tools, double megabytes)
            throws InterruptedException {
        List<Double> toHealth = new ArrayList<>();
        List<Double> toTools = new ArrayList<>();
        for (int start = 0; start <= bench.plan().starts(); start++) {
            long begun = System.nanoTime();
            try (Child host = command.get()) {
                String _ = Request.HEALTH.await(host);
                toHealth.add((System.nanoTime() - begun) / 1e9);
                String _ = Request.GET_ME.await(host);
                toTools.add((System.nanoTime() - begun) / 1e9);
                if (start == bench.plan().starts()) {
                    memory(name, host, megabytes);
                }
            }
        }
        Spread healthy = Spread.of(toHealth.subList(1, toHealth.size()));
        Spread ready = Spread.of(toTools.subList(1, toTools.size()));
        starts.add(new Value(name + " to /healthz", "s", healthy));
        starts.add(new Value(name + " to tools answering", "s", ready));
        if (health > 0) {
            bench.report().atMost(name + " to /healthz", "s", healthy.median(), health);
        }
        bench.report().atMost(name + " to tools answering", "s", ready.median(), tools);
    }

    private void memory(String name, Child host, double megabytes) throws InterruptedException {
        Thread.sleep(IDLE);
        double idle = host.residentMegabytes();
        add(name + ", idle", List.of(idle));
        Sample _ = bench.send(host, Request.GET_ME, bench.plan().calls(), MOST_SECONDS);
        Thread.sleep(IDLE);
        double after = host.residentMegabytes();
        add("%s, after %,d calls".formatted(name, bench.plan().calls()), List.of(after));
        List<Double> loaded = new ArrayList<>();
        for (int round = 0; round < ROUNDS_UNDER_LOAD; round++) {
            Sample _ = bench.send(host, Request.HISTORY, bench.plan().calls() / 100, MOST_SECONDS);
            loaded.add(host.residentMegabytes());
        }
        add(name + ", 64 histories in flight", loaded);
        bench.report().atMost(name + ", resident memory idle", "MB", idle, megabytes);
        bench.report()
                .atMost(
                        "%s, resident memory after %,d calls"
                                .formatted(name, bench.plan().calls()),
                        "times idle",
                        after / idle,
                        1.1);
    }

    private void add(String name, List<Double> values) {
        memory.add(new Value(name, "MB", Spread.of(values)));
    }
}
