package dev.toolgram.host.telegram.login;

import dev.toolgram.api.TelegramNetwork;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings for starting TDLib.
 *
 * @param library the {@code libtdjson} to load; for a non-public network, the copy that trusts its key
 * @param databaseDirectory the folder of TDLib's database and files, used by one process at a time
 * @param databaseKey the encryption key of the database, in base64; may be empty
 * @param application the id and hash from my.telegram.org
 * @param device the description in Telegram's <i>Devices</i>
 * @param proxy the SOCKS5 proxy of a non-public network; {@code null} for none
 * @param login the automatic login; {@code null} for an interactive login with {@link SignIn}
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
     * The description in Telegram's <i>Devices</i>; only the system version may be empty.
     *
     * @param model for example {@code toolgram}
     * @param systemVersion for example {@code Linux 6.1}
     * @param applicationVersion for example {@code 0.1.0}
     */
    public record Device(String model, String systemVersion, String applicationVersion) {}

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "TdlibSettings[library=" + library + ", databaseDirectory=" + databaseDirectory + "]";
    }
}
