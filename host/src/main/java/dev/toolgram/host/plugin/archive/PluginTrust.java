package dev.toolgram.host.plugin.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by its bytes whether a plugin may be loaded. The bundled ones are pinned by the build; those of third parties
 * may be anything, unless the operator wants only what a file of pins lists. Thread-safe.
 */
public final class PluginTrust {

    private static final Logger log = LoggerFactory.getLogger(PluginTrust.class);

    private final Pins bundled;
    private final boolean listedOnly;
    private final Path pins;

    /**
     * @param bundledPins the pins of the bundled plugins; read once, now
     * @param listedOnly whether a third party's plugin must be pinned
     * @param pins the operator's pins; read again for each plugin, so that a change counts at once
     */
    public PluginTrust(Path bundledPins, boolean listedOnly, Path pins) {
        this.bundled = Pins.read(bundledPins);
        this.listedOnly = listedOnly;
        this.pins = pins;
        bundled.trouble()
                .ifPresent(trouble -> log.warn("{}: bundled plugins count as those of third parties", trouble));
    }

    /**
     * @param bundled whether it has the name of a bundled one
     * @param pinned whether its bytes are those that the build or the operator knows
     * @param sha256 the hash of its bytes
     */
    public record Origin(boolean bundled, boolean pinned, String sha256) {

        /** Whether this build made and tested it. */
        public boolean isOwn() {
            return bundled && pinned;
        }
    }

    /**
     * Returns the origin of a plugin, trusted or not.
     *
     * @param copy the very bytes that will be loaded: a copy that nobody else writes to
     * @param fileName the name under which the operator knows them
     */
    public Origin origin(Path copy, String fileName) throws IOException {
        String hash = Pins.hash(copy);
        if (bundled.hasName(fileName)) {
            return new Origin(true, fileName.equals(bundled.names().get(hash)), hash);
        }
        return new Origin(false, Pins.read(pins).hasHash(hash), hash);
    }

    /** The state of the operator's file of pins; changes with the file. */
    public Optional<FileState> pinsState() {
        try {
            return Optional.of(FileState.of(pins));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @throws PluginRefusedException if it is not trusted; the message says what to add where */
    public void check(Origin origin, String fileName) throws PluginRefusedException {
        if (origin.bundled() && !origin.pinned()) {
            throw new PluginRefusedException(
                    "it has the name of a bundled plugin, but not its content (SHA-256 %s):".formatted(origin.sha256())
                            + " reinstall Toolgram, or give a plugin of your own another name");
        }
        if (listedOnly && !origin.pinned()) {
            throw new PluginRefusedException(refusal(origin.sha256(), fileName));
        }
    }

    private String refusal(String hash, String fileName) {
        Pins listed = Pins.read(pins);
        Optional<String> trouble = listed.trouble();
        String why = listed.hasName(fileName)
                ? "its content is not what %s lists under its name".formatted(pins)
                : "%s does not list it".formatted(pins);
        return "%s%s; if you trust it, the line is: %s  %s"
                .formatted(why, trouble.map(each -> " (" + each + ")").orElse(""), hash, fileName);
    }
}
