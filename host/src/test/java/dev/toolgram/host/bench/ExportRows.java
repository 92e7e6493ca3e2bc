package dev.toolgram.host.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chat's history over REST, against TDLib alone, which reads the same chat at the same data centre, in turns: from the
 * data centre, as most exports do, and again from TDLib's memory.
 */
final class ExportRows {

    private static final int MESSAGES = 20_000;
    private static final int WARM_UP = 5;
    private static final int OTHERS = 2_000;
    private static final int OTHERS_ROUNDS = 20;
    private static final String OTHER_EXPORT = "/api/chats/bob_stone/export?limit=" + OTHERS;
    private static final double OF_RAW = 0.8;
    private static final String EXPORT = "/api/chats/rust_and_rye/export?limit=" + MESSAGES;

    private final Bench bench;
    private final List<Double> rawFirst = new ArrayList<>();
    private final List<Double> exportedFirst = new ArrayList<>();
    private final List<Double> raw = new ArrayList<>();
    private final List<Double> rawCpu = new ArrayList<>();
    private final List<Double> exported = new ArrayList<>();
    private final List<Double> exportedCpu = new ArrayList<>();
    private final List<Double> firstBytes = new ArrayList<>();

    ExportRows(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        try (Remote remote = new Remote(bench)) {
            String chat =
                    Request.get("/api/entities?chat=@rust_and_rye", "\"id\":").await(remote.demo());
            long id = JsonMapper.shared().readTree(chat).at("/result/id").asLong();
            String more = "{\"chat_id\":%d,\"count\":%d}".formatted(id, MESSAGES);
            String _ = Request.post("/api/tools/sandbox_add_messages", "", more, "last_id")
                    .await(remote.demo());
            String other = "{\"chat_id\":1002,\"count\":%d}".formatted(OTHERS);
            String _ = Request.post("/api/tools/sandbox_add_messages", "", other, "last_id")
                    .await(remote.demo());
            int rounds = bench.plan().rounds();
            for (int session = 1; session <= rounds; session++) {
                try (Child host = remote.serve();
                        Child tdlib = remote.client(RawClient.class, bench.folder())) {
                    warmUp(host);
                    round(host, tdlib);
                    rawFirst.add(raw.removeLast());
                    exportedFirst.add(exported.removeLast());
                    Stream.of(rawCpu, exportedCpu, firstBytes).forEach(List::removeLast);
                    for (int round = 0; session == rounds && round < rounds + WARM_UP; round++) {
                        round(host, tdlib);
                    }
                }
            }
        }
        report();
    }

    /** Another chat: compiled code, as in a host that has served for a while, but nothing of the chat to be measured. */
    private static void warmUp(Child host) {
        for (int i = 0; i < OTHERS_ROUNDS; i++) {
            var _ = new Transfers(host.port()).get(OTHER_EXPORT, "");
        }
    }

    private void round(Child host, Child tdlib) {
        long before = tdlib.cpuMicros();
        raw.add(Sample.parse(tdlib.ask("export " + MESSAGES), 0).rate());
        rawCpu.add((tdlib.cpuMicros() - before) / (double) MESSAGES);
        long start = host.cpuMicros();
        Transfers.Body body = new Transfers(host.port()).get(EXPORT, "");
        exportedCpu.add((host.cpuMicros() - start) / (double) MESSAGES);
        if (body.lines() != MESSAGES) {
            throw new IllegalStateException("Exported %d messages".formatted(body.lines()));
        }
        exported.add(MESSAGES * 1e9 / body.nanos());
        firstBytes.add(body.firstByteNanos() / 1e6);
    }

    private void report() {
        String title = "%,d messages of a chat".formatted(MESSAGES);
        bench.report()
                .values(
                        title,
                        List.of(
                                value("TDLib raw, from the data centre", "messages/s", rawFirst),
                                value("export_chat, from the data centre", "messages/s", exportedFirst),
                                value("TDLib raw, from memory", "messages/s", warm(raw)),
                                value("export_chat, from memory", "messages/s", warm(exported)),
                                value("TDLib raw", "µs of processor a message", warm(rawCpu)),
                                value("export_chat", "µs of processor a message", warm(exportedCpu)),
                                value("export_chat, until the first byte", "ms", warm(firstBytes))));
        atLeast(title + " from the data centre", exportedFirst, rawFirst);
        atLeast(title + " from memory", warm(exported), warm(raw));
    }

    private void atLeast(String title, List<Double> of, List<Double> base) {
        List<Double> ratios = IntStream.range(0, base.size())
                .mapToObj(i -> of.get(i) / base.get(i))
                .toList();
        bench.report()
                .atLeast(
                        "export_chat, " + title,
                        "of TDLib raw",
                        Spread.of(ratios).median(),
                        OF_RAW);
    }

    private static Report.Value value(String name, String unit, List<Double> values) {
        return new Report.Value(name, unit, Spread.of(values));
    }

    private static List<Double> warm(List<Double> all) {
        return all.subList(WARM_UP, all.size());
    }
}
