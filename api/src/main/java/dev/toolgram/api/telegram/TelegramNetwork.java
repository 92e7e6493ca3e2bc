package dev.toolgram.api.telegram;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionPoint;

/**
 * A Telegram other than the public one: a sandbox on this machine, or a compatible server of one's own. The operator
 * chooses one by {@code TOOLGRAM_TELEGRAM=<name>}.
 */
public interface TelegramNetwork extends ExtensionPoint {

    /** The value of {@code TOOLGRAM_TELEGRAM} that chooses this network: small letters, digits and dashes. */
    String name();

    /**
     * Makes the network ready to be dialled; called at most once, before TDLib starts.
     *
     * @param directory a folder that belongs to this network and session; it exists
     * @return how to reach it; closed after TDLib has closed
     * @throws RuntimeException if it cannot be made ready: the host stops with the message
     */
    Connection open(Path directory);

    /**
     * As {@link #open(Path)}, for a network that the operator can set up. This is what the host calls.
     *
     * @param settings the plugin's settings by name, as {@link dev.toolgram.api.PluginContext#setting} gives them
     */
    default Connection open(Path directory, Function<String, Optional<String>> settings) {
        return open(directory);
    }

    /** An open network. */
    interface Connection extends AutoCloseable {

        /** A SOCKS5 proxy that leads every connection to the network's own data centres. */
        InetSocketAddress proxy();

        /** The RSA key (2048 bits, exponent 65537) that the network's data centres prove themselves with. */
        RSAPublicKey serverKey();

        /** The application's id and hash that the network expects. */
        Application application();

        /**
         * How the host signs in by itself, with a database that is good for this opening only; {@code null} when it does
         * not, and the operator brings a session string, as for the public Telegram.
         */
        @Nullable
        Login login();

        /** Stops the network. Closing twice is allowed. */
        @Override
        void close();
    }

    /**
     * An application as Telegram knows it.
     *
     * @param id {@code api_id}
     * @param hash {@code api_hash}
     */
    record Application(int id, String hash) {

        /** Leaves out the hash. */
        @Override
        public String toString() {
            return "Application[id=" + id + "]";
        }
    }

    /**
     * An automatic sign-in.
     *
     * @param phoneNumber with {@code +}
     * @param code the confirmation code that will be asked for
     * @param password the two-step verification password; {@code null} when there is none
     */
    record Login(String phoneNumber, String code, @Nullable String password) {

        /** Leaves out everything. */
        @Override
        public String toString() {
            return "Login[***]";
        }
    }
}
