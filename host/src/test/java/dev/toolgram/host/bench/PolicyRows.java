package dev.toolgram.host.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processor time of the decision on a call: its key, its chats, its approval and its pace. */
final class PolicyRows {

    private static final double MAX_NANOS = 5_000;
    private static final int MILLIS = 200;
    private static final int WARM_UP_ROUNDS = 5;

    private final Bench bench;

    PolicyRows(Bench bench) {
        this.bench = bench;
    }

    private record Kind(String name, String tool, String key) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("get_messages with TOOLGRAM_AUTH_KEY", "get_messages", "-"),
            new Kind("get_messages with a key for some chats", "get_messages", DecisionClient.SCOPED),
            new Kind("send_message with TOOLGRAM_AUTH_KEY", "send_message", "-"),
            new Kind("send_message with a key for some chats", "send_message", DecisionClient.SCOPED));

    void run() throws Exception {
        Path folder = bench.folder();
        List<String> jvm;
        try (Child demo = bench.demo(bench.plan().distribution(), false)) {
            String _ = Request.HEALTH.await(demo);
            jvm = demo.jvm();
        }
        Map<Kind, List<Double>> nanos = new HashMap<>();
        try (Child decisions = Child.java(
                jvm, folder.resolve("log"), DecisionClient.class, bench.plan().distribution(), folder.resolve("run"))) {
            for (int round = -WARM_UP_ROUNDS; round < bench.plan().rounds(); round++) {
                for (Kind kind : KINDS) {
                    String line = decisions.ask("%s %s %d".formatted(kind.tool(), kind.key(), MILLIS));
                    double each = 1e9 / Sample.parse(line, 0).rate();
                    if (round >= 0) {
                        nanos.computeIfAbsent(kind, key -> new ArrayList<>()).add(each);
                    }
                }
            }
        }
        List<Report.Value> values = KINDS.stream()
                .map(kind -> new Report.Value(
                        kind.name(), "ns of processor", Spread.of(nanos.getOrDefault(kind, List.of()))))
                .toList();
        bench.report().values("The decision on a call, with pacing", values);
        values.forEach(value -> bench.report()
                .atMost(
                        "decision on " + value.name(),
                        "ns of processor",
                        value.values().median(),
                        MAX_NANOS));
    }
}
