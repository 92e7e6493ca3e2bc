package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.TelegramNetwork;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** A network that opens with its plugin's settings. */
public record ConfiguredNetwork(TelegramNetwork network, Function<String, Optional<String>> settings)
        implements TelegramNetwork {

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public Connection open(Path directory) {
        return network.open(directory, settings);
    }
}
