package dev.toolgram.host.bench;

import dev.toolgram.host.policy.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int FEW = 50;
    private static final int UNREAD_PAGE = 100;
    private static final double TIMES_ALL = 1.5;
    private static final String KEY = "a-key-of-the-bench-that-may-do-everything";
    private static final String SCOPED = "a-key-of-the-bench-for-all-chats-but-one";
    private static final String KEYS = """
            {"keys": {"scoped": {"hash": "%s", "tools": ["all"],
                                 "chats": {"read": ["*", "-@bob_stone"], "write": ["@bob_stone"]}}}}
            """.formatted(KeyFile.hash(SCOPED.getBytes(StandardCharsets.US_ASCII)));

    private final Bench bench;

    ChatListRows(Bench bench) {
        this.bench = bench;
    }

    void run() throws InterruptedException, IOException {
        int times = bench.plan().quick() ? 5 : 15;
        Map<String, String> settings =
                Map.of("TOOLGRAM_PLUGIN_SANDBOX_CHATS", Integer.toString(CHATS), "TOOLGRAM_AUTH_KEY", KEY);
        Path folder = bench.folder();
        Files.writeString(KeyFile.in(Files.createDirectories(folder.resolve("data"))), KEYS);
        try (Child demo = Child.toolgram(bench.plan().distribution(), "demo", settings, folder)) {
            String _ = Request.GET_ME.as(KEY).await(demo);
            int port = demo.port();
            Spread first = millis(1, CHATS, () -> pages(port, KEY));
            Spread _ = millis(times, CHATS, () -> pages(port, SCOPED)); // warms the code up
            Spread pages = millis(times, CHATS, () -> pages(port, KEY));
            Spread scoped = millis(times, CHATS, () -> pages(port, SCOPED));
            Spread unread = millis(
                    times, PAGE, () -> size(port, "/api/dialogs?unread_only=true&search=guest&limit=" + PAGE, KEY));
            Spread known = millis(times, KNOWN, () -> resolved(port));
            readAllButTheLast(port);
            Spread waiting = millis(times, FEW, () -> size(port, "/api/dialogs/unread?limit=" + UNREAD_PAGE, KEY));
            String all = "%,d chats in pages of %d".formatted(CHATS, PAGE);
            String bulk = "bulk_resolve of %d known references".formatted(KNOWN);
            String some = all + ", with a key for all but one";
            String list = "list_unread over %,d chats".formatted(CHATS);
            String search = "get_dialogs with search and unread_only over %,d chats".formatted(CHATS);
            bench.report()
                    .values(
                            "An account with %,d chats".formatted(CHATS),
                            List.of(
                                    new Report.Value(all + ", loaded from the data centre", "ms", first),
                                    new Report.Value(all, "ms", pages),
                                    new Report.Value(some, "ms", scoped),
                                    new Report.Value(list, "ms", waiting),
                                    new Report.Value(search, "ms", unread),
                                    new Report.Value(bulk, "ms", known)));
            bench.report().atMost(bulk, "ms", known.median(), TARGET_MILLIS);
            bench.report().atMost(list, "ms", waiting.median(), TARGET_MILLIS);
            bench.report().atMost(some, "times all", scoped.median() / pages.median(), TIMES_ALL);
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

    /** A page may be short for a key that is limited to some chats; at least one chat of each page is shown to it. */
    private static int pages(int port, String key) {
        int count = 0;
        int page;
        int offset = 0;
        do {
            page = size(port, "/api/dialogs?limit=%d&offset=%d".formatted(PAGE, offset), key);
            count += page;
            offset += PAGE;
        } while (page > 0);
        return count;
    }

    /** Few enough stay unread that all chats have to be looked at. */
    private static void readAllButTheLast(int port) {
        for (int guest = 10; guest <= CHATS - 10 * FEW; guest += 10) {
            String _ = Request.post(
                            "/api/messages/read", "", "{\"chat\":\"guest_%d\"}".formatted(guest), "{\"result\":")
                    .as(KEY)
                    .once(port);
        }
    }

    private static int size(int port, String target, String key) {
        String body = Request.get(target, "{\"result\":[").as(key).once(port);
        return JsonMapper.shared().readTree(body).path("result").size();
    }

    private static int resolved(int port) {
        String chats = IntStream.rangeClosed(1, KNOWN)
                .mapToObj(i -> "\"guest_%d\"".formatted(i))
                .collect(Collectors.joining(",", "{\"chats\":[", "]}"));
        String body = Request.post("/api/entities/bulk", "", chats, "\"failed\":0")
                .as(KEY)
                .once(port);
        return JsonMapper.shared().readTree(body).at("/result/count").asInt();
    }
}
