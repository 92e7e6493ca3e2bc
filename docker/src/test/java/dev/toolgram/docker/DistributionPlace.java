package dev.toolgram.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the distribution in {@code docker/target/toolgram}, for machines without container support. */
final class DistributionPlace {

    private DistributionPlace() {}

    static Toolgram start() throws Exception {
        URI address = run("demo", Map.of("TOOLGRAM_AUTH_KEY", ContainerPlace.KEY));
        return new Toolgram(address, ContainerPlace.KEY, "me", "harbour_news", Duration.ZERO);
    }

    /** Runs a toolgram command until this process exits. */
    static URI run(String word, Map<String, String> settings) throws Exception {
        Path folder = Files.createTempDirectory("toolgram-distribution");
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("TOOLGRAM_THROTTLE_ENABLED", "false");
        all.put("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0");
        all.put("TOOLGRAM_DATA_DIR", folder.resolve("data").toString());
        all.put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("download").toString());
        String launcher = Place.repository()
                .resolve("docker/target/toolgram/bin/toolgram")
                .toString();
        return new Started(List.of(launcher, word), all, folder.resolve("err")).awaitReady();
    }
}
