package dev.toolgram.host.bench;

import dev.toolgram.host.bench.Plan.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The demo, through real TDLib and its data centre, against TDLib called without the host; and more connections. */
final class TdlibRows {

    private static final int MANY = 64;
    private static final List<Integer> IN_FLIGHT = List.of(1, MANY);
    private static final List<Integer> CONNECTIONS = List.of(1, 4, 16, 64, 256);

    private final Bench bench;

    TdlibRows(Bench bench) {
        this.bench = bench;
    }

    private record Kind(String function, String name, Request request) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("get_me", "GET /api/me", Request.GET_ME),
            new Kind("history", "history of 20", Request.HISTORY),
            new Kind("send", "send_message", Request.SEND));

    void run() throws InterruptedException {
        List<Child> demos = new ArrayList<>();
        try {
            for (Variant variant : bench.plan().variants()) {
                Child demo = bench.demo(variant.folder(), false);
                demos.add(demo);
                String _ = Request.GET_ME.await(demo);
            }
            List<String> jvm = new ArrayList<>(demos.getFirst().jvm());
            jvm.add("--enable-native-access=ALL-UNNAMED");
            try (Child raw = Child.java(
                    jvm,
                    bench.folder().resolve("log"),
                    RawClient.class,
                    bench.plan().distribution(),
                    bench.folder())) {
                rows(demos, raw);
            }
            if (bench.plan().quick()) {
                return;
            }
            Child demo = demos.getFirst();
            bench.measure(
                    "Growth: connections, GET /api/me through TDLib",
                    CONNECTIONS.stream()
                            .map(connections -> bench.row("GET /api/me", demo, Request.GET_ME, connections))
                            .toList());
        } finally {
            demos.forEach(Child::close);
        }
    }

    private void rows(List<Child> demos, Child raw) {
        List<Row> rows = new ArrayList<>();
        Map<String, Row> byName = new HashMap<>();
        List<Variant> variants = bench.plan().variants();
        for (Kind kind : KINDS) {
            for (int inFlight : IN_FLIGHT) {
                Row direct = new Row(
                        "TDLib raw, " + kind.name(),
                        inFlight,
                        raw,
                        time -> raw.ask(kind.function() + " " + inFlight + " " + time.toMillis()));
                rows.add(direct);
                byName.put("raw " + kind.function() + inFlight, direct);
                IntStream.range(0, demos.size()).forEach(i -> {
                    String prefix = variants.get(i).prefix();
                    Row row = bench.row(prefix + kind.name(), demos.get(i), kind.request(), inFlight);
                    rows.add(row);
                    byName.put(prefix + kind.function() + inFlight, row);
                });
            }
        }
        bench.measure("Through TDLib", rows);
        variants.forEach(variant -> figures(variant.prefix(), byName));
    }

    private void figures(String prefix, Map<String, Row> rows) {
        Report report = bench.report();
        Row me = row(rows, prefix + "get_me" + MANY);
        report.atMost(
                prefix + "GET /api/me through TDLib",
                "µs of processor",
                me.cpuMicros().median(),
                80);
        double history = row(rows, prefix + "history" + MANY)
                .ratio(row(rows, "raw history" + MANY), Sample::rate)
                .median();
        report.atLeast(prefix + "history of 20", "of TDLib raw", history, 0.85);
        double send = row(rows, prefix + "send" + MANY)
                .ratio(row(rows, "raw send" + MANY), Sample::rate)
                .median();
        report.atLeast(prefix + "sends, 64 in flight", "of TDLib raw", send, 0.90);
        double added = row(rows, prefix + "get_me1").p50Millis().median()
                - row(rows, "raw get_me1").p50Millis().median();
        report.atMost(prefix + "p50 added to TDLib's own, one connection", "ms", added, 0.15);
    }

    private static Row row(Map<String, Row> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }
}
