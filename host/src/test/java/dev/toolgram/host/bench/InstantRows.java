package dev.toolgram.host.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The host over an instant Telegram, against Undertow alone with the same bytes; and with many tools. */
final class InstantRows {

    private static final int CONNECTIONS = 32;
    private static final double LOOK_UP = 1.05;

    private final Bench bench;

    InstantRows(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        Path distribution = bench.plan().distribution();
        List<String> jvm;
        try (Child demo = bench.demo(distribution, false)) {
            String _ = Request.HEALTH.await(demo);
            jvm = demo.jvm();
        }
        Path more = bench.folder();
        PluginJar.write(more.resolve("many.jar"), "many", ManyTools.class, Map.of());
        try (Child host = host(jvm, distribution, bench.folder());
                Child few = host(jvm, distribution, bench.folder());
                Child many = host(jvm, distribution, more);
                Child plain = plain(jvm, host)) {
            rows(host, plain, few, many);
        }
    }

    private Child host(List<String> jvm, Path distribution, Path more) {
        Path folder = bench.folder();
        return Child.java(jvm, folder.resolve("log"), InstantHost.class, distribution, more, folder.resolve("scratch"));
    }

    private Child plain(List<String> jvm, Child host) throws InterruptedException {
        return Child.java(
                jvm,
                bench.folder().resolve("log"),
                PlainServer.class,
                PlainServer.argument("/api/me", Request.GET_ME.await(host)),
                PlainServer.argument("/mcp", Request.MCP_2025.await(host)),
                PlainServer.argument("/api/messages", Request.SEND.await(host)));
    }

    private void rows(Child host, Child plain, Child few, Child many) {
        Row plainGet = bench.row("plain Undertow, GET /api/me", plain, Request.GET_ME, CONNECTIONS);
        Row plainMcp = bench.row("plain Undertow, POST /mcp", plain, Request.MCP_2025, CONNECTIONS);
        Row plainSend = bench.row("plain Undertow, POST /api/messages", plain, Request.SEND, CONNECTIONS);
        Row health = bench.row("/healthz", host, Request.HEALTH, CONNECTIONS);
        Row rest = bench.row("GET /api/me", host, Request.GET_ME, CONNECTIONS);
        Row mcp2025 = bench.row("MCP get_me, 2025", host, Request.MCP_2025, CONNECTIONS);
        Row mcp2026 = bench.row("MCP get_me, 2026", host, Request.MCP_2026, CONNECTIONS);
        Row send = bench.row("send_message", host, Request.SEND, CONNECTIONS);
        // Two processes that answer nothing else: their code is compiled for the same calls.
        Row of15 = bench.row("GET /api/me, one of 15 tools", few, Request.GET_ME, CONNECTIONS);
        Row of515 = bench.row("GET /api/me, one of 515 tools", many, Request.GET_ME, CONNECTIONS);
        bench.measure(
                "Instant Telegram",
                List.of(plainGet, health, rest, plainMcp, mcp2025, mcp2026, plainSend, send, of15, of515));
        double lookUp = of515.ratio(of15, Sample::cpuMicrosPerRequest).median();
        bench.report().atMost("a look-up with 515 tools", "times one with 15", lookUp, LOOK_UP);
        ratio("/healthz", health, plainGet, 0.85);
        ratio("REST get_me, instant Telegram", rest, plainGet, 0.85);
        ratio("MCP get_me (2025), instant Telegram", mcp2025, plainMcp, 0.85);
        ratio("MCP get_me (2026), instant Telegram", mcp2026, plainMcp, 0.85);
        ratio("send_message, instant Telegram", send, plainSend, 0.70);
    }

    private void ratio(String name, Row row, Row plain, double target) {
        bench.report()
                .atLeast(
                        name,
                        "of plain Undertow",
                        row.ratio(plain, Sample::rate).median(),
                        target);
    }
}
