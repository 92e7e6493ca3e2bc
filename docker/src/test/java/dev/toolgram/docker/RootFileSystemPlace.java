package dev.toolgram.docker;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** Runs the image's root file system in separate namespaces, without a container engine. */
final class RootFileSystemPlace {

    private RootFileSystemPlace() {}

    static Toolgram start() throws Exception {
        Started demo = RootFileSystem.make()
                .start(
                        Files.createTempDirectory("toolgram-volumes"),
                        Map.of(
                                "TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0",
                                "TOOLGRAM_THROTTLE_ENABLED", "false",
                                "TOOLGRAM_AUTH_KEY", ContainerPlace.KEY),
                        "demo");
        URI address = demo.awaitReady();
        return new Toolgram(address, ContainerPlace.KEY, "me", "harbour_news", Duration.ZERO);
    }
}
