package dev.toolgram.host.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** An account with thousands of chats: reading all of them in pages, finding some, looking up many. */
final class ChatListRows {

    private static final int CHATS = 5_000;
    private static final int KNOWN = 500;
    private static final int PAGE = 200;
    private static final int TARGET_MILLIS = 1_000;

    private final Bench bench;

    ChatListRows(Bench bench) {
        this.bench = bench;
    }

    void run() throws InterruptedException {
        int times = bench.plan().quick() ? 5 : 15;
        Map<String, String> settings = Map.of("TOOLGRAM_PLUGIN_SANDBOX_CHATS", Integer.toString(CHATS));
        try (Child demo = Child.toolgram(bench.plan().distribution(), "demo", settings, bench.folder())) {
            String _ = Request.GET_ME.await(demo);
            int port = demo.port();
            Spread first = millis(1, CHATS, () -> pages(port));
            Spread pages = millis(times, CHATS, () -> pages(port));
            Spread unread =
                    millis(times, PAGE, () -> size(port, "/api/dialogs?unread_only=true&search=guest&limit=" + PAGE));
            Spread known = millis(times, KNOWN, () -> resolved(port));
            String all = "%,d chats in pages of %d".formatted(CHATS, PAGE);
            String bulk = "bulk_resolve of %d known references".formatted(KNOWN);
            String search = "get_dialogs with search and unread_only over %,d chats".formatted(CHATS);
            bench.report()
                    .values(
                            "An account with %,d chats".formatted(CHATS),
                            List.of(
                                    new Report.Value(all + ", loaded from the data centre", "ms", first),
                                    new Report.Value(all, "ms", pages),
                                    new Report.Value(search, "ms", unread),
                                    new Report.Value(bulk, "ms", known)));
            bench.report().atMost(bulk, "ms", known.median(), TARGET_MILLIS);
            bench.report().atMost(search, "ms", unread.median(), TARGET_MILLIS);
        }
    }

    /** @param found how many chats each time finds at least */
    private static Spread millis(int times, int found, IntSupplier call) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            int count = call.getAsInt();
            all.add((System.nanoTime() - start) / 1e6);
            if (count < found) {
                throw new IllegalStateException("Found %d chats of %d".formatted(count, found));
            }
        }
        return Spread.of(all);
    }

    private static int pages(int port) {
        int count = 0;
        int page;
        do {
            page = size(port, "/api/dialogs?limit=%d&offset=%d".formatted(PAGE, count));
            count += page;
        } while (page == PAGE);
        return count;
    }

    private static int size(int port, String target) {
        String body = Request.get(target, "{\"result\":[").once(port);
        return JsonMapper.shared().readTree(body).path("result").size();
    }

    private static int resolved(int port) {
        String chats = IntStream.rangeClosed(1, KNOWN)
                .mapToObj(i -> "\"guest_%d\"".formatted(i))
                .collect(Collectors.joining(",", "{\"chats\":[", "]}"));
        String body =
                Request.post("/api/entities/bulk", "", chats, "\"failed\":0").once(port);
        return JsonMapper.shared().readTree(body).at("/result/count").asInt();
    }
}
