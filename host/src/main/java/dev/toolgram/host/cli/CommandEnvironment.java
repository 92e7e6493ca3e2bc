package dev.toolgram.host.cli;

import dev.toolgram.host.config.schema.TextValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The variables that a command works with. */
final class CommandEnvironment {

    private static final String PREFIX = "TOOLGRAM_";
    private static final String ALIAS = "TELETHON_";

    private CommandEnvironment() {}

    /**
     * The environment, with the installation's own defaults, which are system properties: the image sets some, and a
     * blank line in an operator's file of settings must not undo them.
     */
    static Map<String, String> ofProcess() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        for (String property : System.getProperties().stringPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                setIfAbsent(environment, property.substring(PREFIX.length()), System.getProperty(property));
            }
        }
        return environment;
    }

    /** The demo is quiet and for this machine only, unless the environment says otherwise. */
    static Map<String, String> ofDemo() {
        Map<String, String> demo = ofProcess();
        demo.put(PREFIX + "TELEGRAM", "sandbox");
        List.of(PREFIX + "SESSION", ALIAS + "SESSION").forEach(demo::remove); // the demo has its own account
        setIfAbsent(demo, "HTTP_LISTEN_ADDRESS", "127.0.0.1:8080");
        setIfAbsent(demo, "LOG_LEVEL", "WARNING");
        return demo;
    }

    /** Absent is what is blank, too, and what has no older name either. */
    private static void setIfAbsent(Map<String, String> environment, String name, String value) {
        boolean given = Stream.of(PREFIX, ALIAS)
                .anyMatch(prefix -> !TextValues.unquoted(environment.getOrDefault(prefix + name, ""))
                        .isEmpty());
        if (!given) {
            environment.put(PREFIX + name, value);
        }
    }
}
