package dev.toolgram.host.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data centre in a process of its own, for hosts and for TDLib alone. */
final class Remote implements AutoCloseable {

    private final Bench bench;
    private final Child demo;
    private final String proxyPort;
    private final String serverKey;

    Remote(Bench bench) throws InterruptedException {
        this.bench = bench;
        demo = bench.demo(bench.plan().distribution(), true);
        JsonNode address = JsonMapper.shared()
                .readTree(Request.post("/api/tools/sandbox_address", "", "{}", "proxy_port")
                        .await(demo))
                .get("result");
        proxyPort = address.get("proxy_port").asString();
        serverKey = address.get("server_key").asString();
    }

    /** The process, with the sandbox's control tools. */
    Child demo() {
        return demo;
    }

    /** Starts {@code serve} with a new session; returns when its tools answer. */
    Child serve() throws IOException, InterruptedException {
        Child host = Child.toolgram(bench.plan().distribution(), "serve", serveSettings(), bench.folder());
        String _ = Request.GET_ME.await(host);
        return host;
    }

    /** The settings of {@code serve} with a new session, and its database in place. */
    Map<String, String> serveSettings() throws IOException {
        Path plugins = bench.folder();
        PluginJar.write(
                plugins.resolve("remote.jar"),
                "remote",
                RemoteNetwork.class,
                Map.of("address", proxyPort + " " + serverKey));
        Path folder = bench.folder();
        try (Child signIn = client(SessionClient.class, folder)) {
            return new HashMap<>(Map.of(
                    "TOOLGRAM_TELEGRAM", "remote",
                    "TOOLGRAM_SESSION", signIn.line(),
                    "TOOLGRAM_PLUGINS_DIR", plugins.toString(),
                    "TOOLGRAM_DATA_DIR", bench.folder().toString()));
        }
    }

    /** Starts {@link SessionClient} or {@link RawClient}. */
    Child client(Class<?> main, Path folder) {
        List<String> jvm = new ArrayList<>(demo.jvm());
        jvm.add("--enable-native-access=ALL-UNNAMED");
        return Child.java(
                jvm,
                folder.resolve("log"),
                main,
                bench.plan().distribution(),
                folder.resolve("run"),
                proxyPort,
                serverKey);
    }

    @Override
    public void close() {
        demo.close();
    }
}
