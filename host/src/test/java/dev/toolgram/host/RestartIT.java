package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.cli.OfflinePluginServices;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.archive.PluginTrust;
import dev.toolgram.host.plugin.live.LivePlugins;
import dev.toolgram.host.plugin.loading.HostPluginContext;
import dev.toolgram.host.plugin.loading.PluginServices;
import dev.toolgram.host.telegram.TdlibTelegramClient;
import dev.toolgram.host.telegram.TelegramAccount;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.TrustedLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same database, opened a second time while Telegram goes on. */
class RestartIT {

    private static final List<String> REFERENCES = List.of(
            "me",
            "@bob_stone",
            "1003",
            "3001",
            "-1000000003002",
            "2001",
            "-2001",
            "+15550003",
            "https://t.me/rust_and_rye",
            "night_trains");

    @TempDir
    private Path folder;

    @Test
    void everyReferenceLeadsToTheSameChatAfterARestart() throws Exception {
        Path pins = SandboxHost.DISTRIBUTION.resolve("lib/bundled-plugins.sha256");
        LivePlugins.Options options = new LivePlugins.Options(
                "0.1.0",
                List.of(SandboxHost.DISTRIBUTION.resolve("plugins")),
                Files.createDirectory(folder.resolve("copies")),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
        try (LivePlugins plugins = new LivePlugins(
                options, new PluginTrust(pins, true, pins), new PluginVariables(Map.of()), new NoServices())) {
            TelegramNetwork network = plugins.loadNetworks().getFirst();
            try (TelegramNetwork.Connection telegram = network.open(Files.createDirectory(folder.resolve("network")))) {
                Path library = folder.resolve("libtdjson.so");
                TrustedLibrary.write(
                        SandboxHost.DISTRIBUTION.resolve("native/libtdjson.so"), telegram.serverKey(), library);

                Map<String, Long> before = resolveAll(telegram, library);
                Map<String, Long> after = resolveAll(telegram, library);

                assertThat(before).containsEntry("3001", -1000000003001L).containsEntry("2001", -2001L);
                assertThat(after).isEqualTo(before);
            }
        }
    }

    private Map<String, Long> resolveAll(TelegramNetwork.Connection telegram, Path library) {
        TdlibSettings settings = new TdlibSettings(
                library,
                folder.resolve("database"),
                "",
                telegram.application(),
                new TdlibSettings.Device("test", "test", "test"),
                telegram.proxy(),
                telegram.login());
        Map<String, Long> resolved = new LinkedHashMap<>();
        try (TdlibEngine engine = TdlibEngine.start(settings)) {
            engine.awaitReady(Duration.ofSeconds(30));
            try (TdlibTelegramClient client = new TdlibTelegramClient(
                    "test",
                    new TelegramAccount(engine),
                    Duration.ZERO,
                    () -> Instant.now().plusSeconds(30),
                    function -> {},
                    Thread::new)) {
                for (String reference : REFERENCES) {
                    resolved.put(reference, client.resolve(new ChatReference(reference)));
                }
            }
        }
        return resolved;
    }

    /** No tool is called here. */
    private static final class NoServices implements PluginServices {
        @Override
        public PluginContext open(
                PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads) {
            return new HostPluginContext(
                    manifest.id(),
                    new OfflinePluginServices.NoTelegram(),
                    settings,
                    () -> Path.of("data"),
                    Path.of("scratch"));
        }

        @Override
        public void close(PluginContext context) {}
    }
}
