package dev.toolgram.host.telegram.login;

import dev.toolgram.api.telegram.TelegramNetwork;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What TDLib is started with.
 *
 * @param library the {@code libtdjson} to load; for another network the copy that trusts its key
 * @param databaseDirectory where TDLib keeps its database and files; one process at a time
 * @param databaseKey what the database is encrypted with, in base64; may be empty
 * @param application the id and hash from my.telegram.org
 * @param device what Telegram shows in <i>Devices</i>
 * @param proxy the SOCKS5 proxy to another network than the public Telegram
 * @param login how to sign in when Telegram asks; without one, a {@link SignIn} can
 */
public record TdlibSettings(
        Path library,
        Path databaseDirectory,
        String databaseKey,
        TelegramNetwork.Application application,
        Device device,
        @Nullable InetSocketAddress proxy,
        TelegramNetwork.@Nullable Login login) {

    /**
     * What Telegram shows in <i>Devices</i>; none of it may be empty but the system's version.
     *
     * @param model for example {@code toolgram}
     * @param systemVersion for example {@code Linux 6.1}
     * @param applicationVersion for example {@code 0.1.0}
     */
    public record Device(String model, String systemVersion, String applicationVersion) {}

    /** Leaves out the secrets. */
    @Override
    public String toString() {
        return "TdlibSettings[library=" + library + ", databaseDirectory=" + databaseDirectory + "]";
    }
}
