package dev.toolgram.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Telegram network other than the public one: a local sandbox or a self-hosted compatible server. The operator selects
 * it with {@code TOOLGRAM_TELEGRAM=<name>}.
 */
public non-sealed interface TelegramNetwork extends ToolgramExtension {

    /** The value of {@code TOOLGRAM_TELEGRAM} that selects this network: lower-case letters, digits and dashes. */
    String name();

    /**
     * Starts the network. Called at most once, before TDLib starts.
     *
     * @param directory an existing directory reserved for this network and session
     * @return the connection details; the host closes them after TDLib has closed
     * @throws RuntimeException if the network cannot start: the host exits with the message
     */
    Connection open(Path directory);

    /**
     * Starts the network with the operator's settings. The host calls this method; the default implementation ignores
     * the settings and calls {@link #open(Path)}.
     *
     * @param directory an existing directory reserved for this network and session
     * @param settings looks up the plugin's settings by name
     * @return the connection details; the host closes them after TDLib has closed
     * @throws RuntimeException if the network cannot start: the host exits with the message
     */
    default Connection open(Path directory, Function<String, Optional<String>> settings) {
        return open(directory);
    }

    /** An open network. */
    interface Connection extends AutoCloseable {

        /** The SOCKS5 proxy that routes every connection to the network's data centers. */
        InetSocketAddress proxy();

        /** The RSA public key (2048 bits, exponent 65537) that authenticates the network's data centers. */
        RSAPublicKey serverKey();

        /** The application id and hash that the network expects. */
        Application application();

        /**
         * The credentials for an automatic login with a database used only for this connection; {@code null} when the
         * operator supplies a session string, as for the public network.
         */
        @Nullable
        Login login();

        /** Stops the network. Idempotent. */
        @Override
        void close();
    }

    /**
     * A Telegram application.
     *
     * @param id {@code api_id}
     * @param hash {@code api_hash}
     */
    record Application(int id, String hash) {

        /** Omits the hash. */
        @Override
        public String toString() {
            return "Application[id=" + id + "]";
        }
    }

    /**
     * The credentials for an automatic login.
     *
     * @param phoneNumber the phone number, with {@code +}
     * @param code the login code
     * @param password the two-step verification password; {@code null} when there is none
     */
    record Login(String phoneNumber, String code, @Nullable String password) {

        /** Omits all credentials. */
        @Override
        public String toString() {
            return "Login[***]";
        }
    }
}
