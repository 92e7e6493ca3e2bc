package dev.toolgram.host.bench;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Reads from an account that grows: more messages in a chat, then more chats. The sizes are measured in sequence. */
final class Growth {

    private static final int CONNECTIONS = 16;
    private static final int SECONDS_PER_SIZE = 60;
    private static final List<Integer> HISTORY = List.of(1_000, 10_000, 100_000);
    private static final List<Integer> DIALOGS = List.of(100, 1_000, 10_000);

    private static final Request CHAT = Request.get("/api/entities?chat=@rust_and_rye", "\"id\":");
    private static final Request GET_DIALOGS = Request.get("/api/dialogs?limit=20", "{\"result\":[{\"id\":");
    private static final Request CREATE_GROUP =
            Request.post("/api/chats", "", "{\"title\":\"Growth\",\"megagroup\":true}", "{\"result\":{\"id\":");

    private final Bench bench;

    Growth(Bench bench) {
        this.bench = bench;
    }

    void run() throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        try (Child demo = bench.demo(bench.plan().distribution(), true)) {
            String _ = Request.GET_ME.await(demo);
            history(demo, rows);
            dialogs(demo, rows);
        }
        bench.report().rows("Growth: history and dialogs", rows);
    }

    private void history(Child demo, List<Row> rows) throws InterruptedException {
        long chat =
                JsonMapper.shared().readTree(CHAT.await(demo)).at("/result/id").asLong();
        int there = 0;
        for (int size : HISTORY) {
            String body = "{\"chat_id\":%d,\"count\":%d}".formatted(chat, size - there);
            String _ = Request.post("/api/tools/sandbox_add_messages", "", body, "last_id")
                    .await(demo);
            there = size;
            measure("history of 20, of %,d messages".formatted(size), demo, Request.HISTORY, rows);
        }
    }

    private void dialogs(Child demo, List<Row> rows) {
        int there = 0;
        for (int size : DIALOGS) {
            there += (int) bench.send(demo, CREATE_GROUP, size - there, SECONDS_PER_SIZE)
                    .requests();
            measure("dialogs of 20, of %,d chats".formatted(there), demo, GET_DIALOGS, rows);
        }
    }

    private void measure(String name, Child demo, Request request, List<Row> rows) {
        Row row = bench.row(name, demo, request, CONNECTIONS);
        Row.measure(List.of(row), bench.plan().brief());
        rows.add(row);
    }
}
