package dev.toolgram.host.config;

import dev.toolgram.host.session.StringSession;
import java.time.Duration;
import java.util.Optional;

/**
 * The account and how to reach it.
 *
 * @param network {@code live}, or the name of a network that a plugin contributes
 * @param apiId the application's id; 0 when the network brings its own
 * @param apiHash the application's hash; empty when the network brings its own
 * @param session the session string; empty when the network signs in automatically
 * @param floodSleepThreshold floods shorter than this are waited out
 * @param device the device that Telegram shows under <i>Devices</i>
 */
public record TelegramConfig(
        String network,
        int apiId,
        Secret apiHash,
        Optional<StringSession> session,
        Duration floodSleepThreshold,
        Device device) {

    private static final String LIVE = "live";

    /**
     * The device that Telegram shows under <i>Devices</i>.
     *
     * @param model the device
     * @param systemVersion its system
     * @param applicationVersion this build
     */
    public record Device(String model, String systemVersion, String applicationVersion) {

        private static Device read(Environment environment, String version) {
            return new Device(
                    environment.text("DEVICE_MODEL").orElse("toolgram"),
                    environment
                            .text("SYSTEM_VERSION")
                            .orElse(System.getProperty("os.name") + " " + System.getProperty("os.version")),
                    environment.text("APP_VERSION").orElse(version));
        }
    }

    /** Whether the application's hash is known. */
    public boolean hasApiHash() {
        return !apiHash.reveal().isEmpty();
    }

    /** Whether it is the public Telegram. */
    public boolean isLive() {
        return network.equals(LIVE);
    }

    /**
     * @param version this build's
     * @param complete whether the account itself is needed, and not only the way to it
     */
    static TelegramConfig read(Environment environment, String version, boolean complete) {
        TelegramConfig config = new TelegramConfig(
                environment.value("TELEGRAM", TelegramConfig::network).orElse(LIVE),
                environment
                        .value("API_ID", text -> Environment.parseInteger(text, 1, Integer.MAX_VALUE))
                        .orElse(0),
                new Secret(
                        environment.value("API_HASH", TelegramConfig::apiHash).orElse("")),
                environment.value("SESSION", StringSession::parse),
                environment.seconds("FLOOD_SLEEP_THRESHOLD", 60, Duration.ZERO, Duration.ofDays(1)),
                Device.read(environment, version));
        if (config.isLive() && complete) {
            require(environment, "API_ID", "get one at https://my.telegram.org");
            require(environment, "API_HASH", "get one at https://my.telegram.org");
            require(environment, "SESSION", "run 'toolgram login' to get one");
        }
        return config;
    }

    private static void require(Environment environment, String name, String hint) {
        if (environment.text(name).isEmpty()) {
            environment.problem(name, "is required: " + hint + ", or set TOOLGRAM_TELEGRAM=sandbox to try without one");
        }
    }

    private static String apiHash(String text) {
        if (!text.matches("[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException("must be the 32 hexadecimal digits from https://my.telegram.org");
        }
        return text;
    }

    private static String network(String text) {
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("must be live, sandbox, or the name of a plugin's network");
        }
        return text;
    }
}
