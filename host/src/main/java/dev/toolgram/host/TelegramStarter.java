package dev.toolgram.host;

import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.telegram.TdlibEngine;
import dev.toolgram.host.telegram.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.TrustedLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts TDLib for the account or network that the operator chose. */
final class TelegramStarter {

    private final Config config;
    private final Installation installation;
    private final Resources resources;

    TelegramStarter(Config config, Installation installation, Resources resources) {
        this.config = config;
        this.installation = installation;
        this.resources = resources;
    }

    TdlibEngine start(List<TelegramNetwork> networks) {
        Path library = library();
        return resources.add(
                TdlibEngine.start(config.telegram().isLive() ? live(library) : through(chosen(networks), library)));
    }

    private Path library() {
        Path library = config.storage().tdlib().orElse(installation.tdlib());
        if (!Files.isRegularFile(library)) {
            throw new StartException(
                    "TDLib's library is missing: there is no " + library + ". Set TOOLGRAM_TDLIB_PATH to a libtdjson");
        }
        return library;
    }

    private TdlibSettings live(Path library) {
        Path data = config.storage().dataDirectory().orElse(Path.of("data").toAbsolutePath());
        return new TdlibSettings(
                library,
                data.resolve("session"),
                "",
                new TelegramNetwork.Application(
                        config.telegram().apiId(), config.telegram().apiHash().reveal()),
                device(),
                null);
    }

    private TelegramNetwork chosen(List<TelegramNetwork> networks) {
        String name = config.telegram().network();
        return networks.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new StartException("TOOLGRAM_TELEGRAM is '%s', but no plugin brings it; there are: live%s"
                                .formatted(
                                        name,
                                        String.join(
                                                "",
                                                networks.stream()
                                                        .map(network -> ", " + network.name())
                                                        .toList()))));
    }

    /**
     * A fresh database for every run: the sandbox forgets its keys when it closes, and TDLib deletes a database whose
     * key the server does not know.
     */
    private TdlibSettings through(TelegramNetwork network, Path library) {
        Path base =
                config.storage().dataDirectory().orElse(Path.of(System.getProperty("java.io.tmpdir"), "toolgram-data"));
        RunDirectory run = resources.add(RunDirectory.in(base.resolve(network.name())));
        TelegramNetwork.Connection connection = resources.add(network.open(run.subdirectory("network")));
        Path trusting = run.path().resolve("libtdjson.so");
        try {
            TrustedLibrary.write(library, connection.serverKey(), trusting);
        } catch (IOException e) {
            throw new StartException("Cannot write a copy of TDLib's library to " + trusting, e);
        }
        return new TdlibSettings(
                trusting, run.subdirectory("database"), "", connection.application(), device(), connection);
    }

    private TdlibSettings.Device device() {
        Config.Device device = config.telegram().device();
        return new TdlibSettings.Device(device.model(), device.systemVersion(), device.applicationVersion());
    }
}
