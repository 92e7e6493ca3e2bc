package dev.toolgram.host.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The keys that callers present. Called for every request, on an I/O thread. Thread-safe. */
public interface KeyCheck {

    /** The name of {@code TOOLGRAM_AUTH_KEY}. */
    String DEFAULT = "default";

    /** Whether requests need a key at all. */
    boolean isRequired();

    /** Checks the bytes of a key, in a time that does not depend on how much of it is right. */
    Verdict check(byte[] key);

    /** The result of the check. */
    sealed interface Verdict {
        /**
         * It is admitted.
         *
         * @param name the key's name
         */
        record Admitted(String name) implements Verdict {}

        /**
         * It is refused.
         *
         * @param message for the caller
         */
        record Refused(String message) implements Verdict {}
    }

    /** The refusal of a key that is not known. */
    Verdict UNKNOWN = new Verdict.Refused("Send the key of this host as 'Authorization: Bearer <key>'.");

    /** The only key, or none. */
    static KeyCheck of(Optional<Secret> only) {
        byte[] key = only.map(Secret::reveal).orElse("").getBytes(StandardCharsets.UTF_8);
        return new KeyCheck() {
            @Override
            public boolean isRequired() {
                return only.isPresent();
            }

            @Override
            public Verdict check(byte[] presented) {
                return only.isPresent() && MessageDigest.isEqual(presented, key)
                        ? new Verdict.Admitted(DEFAULT)
                        : UNKNOWN;
            }
        };
    }
}
