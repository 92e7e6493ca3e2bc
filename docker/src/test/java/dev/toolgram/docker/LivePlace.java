package dev.toolgram.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * The operator's account on the real Telegram, in {@code make test-live} only: in a container if there is an
 * engine, otherwise in the distribution. Sends to {@code TEST_CHAT} and deletes its messages, one call every two seconds.
 */
final class LivePlace {

    private static final List<String> NEEDED =
            List.of("TOOLGRAM_API_ID", "TOOLGRAM_API_HASH", "TOOLGRAM_SESSION", "TEST_CHAT");
    private static final Duration PACE = Duration.ofSeconds(2);

    private LivePlace() {}

    static Toolgram start() throws Exception {
        Map<String, String> file = settings(Place.repository().resolve(".env"));
        List<String> missing = NEEDED.stream()
                .filter(name -> file.getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new TestAbortedException("'make test-live' needs these in .env: " + String.join(", ", missing)
                    + " ('make login' gets most)");
        }
        Map<String, String> settings = new HashMap<>();
        NEEDED.stream()
                .filter(name -> name.startsWith("TOOLGRAM_"))
                .forEach(name -> settings.put(name, file.getOrDefault(name, "")));
        settings.put("TOOLGRAM_AUTH_KEY", ContainerPlace.KEY);
        URI address = ContainerPlace.hasEngine()
                ? ContainerPlace.run("serve", settings)
                : DistributionPlace.run("serve", settings);
        return new Toolgram(address, ContainerPlace.KEY, file.getOrDefault("TEST_CHAT", ""), "telegram", PACE);
    }

    private static Map<String, String> settings(Path file) throws IOException {
        Map<String, String> settings = new HashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    String value = line.substring(equals + 1).strip();
                    settings.put(line.substring(0, equals).replaceFirst("^TELETHON_", "TOOLGRAM_"), value);
                }
            }
        }
        return settings;
    }
}
