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
    public record Device(String model, String systemVersion, String applicationVersion) {}

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
                environment
                        .matching(
                                "TELEGRAM",
                                "[a-z][a-z0-9-]*",
                                "must be live, sandbox, or the name of a plugin's network")
                        .orElse(LIVE),
                environment.integer("API_ID", 0, 1, Integer.MAX_VALUE),
                new Secret(environment
                        .matching(
                                "API_HASH",
                                "[0-9a-fA-F]{32}",
                                "must be the 32 hexadecimal digits from https://my.telegram.org")
                        .orElse("")),
                environment.value("SESSION", StringSession::parse),
                environment.seconds("FLOOD_SLEEP_THRESHOLD", 60, Duration.ZERO, Duration.ofDays(1)),
                new Device(
                        environment.text("DEVICE_MODEL").orElse("toolgram"),
                        environment
                                .text("SYSTEM_VERSION")
                                .orElse(System.getProperty("os.name") + " " + System.getProperty("os.version")),
                        environment.text("APP_VERSION").orElse(version)));
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
}
