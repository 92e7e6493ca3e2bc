package dev.toolgram.plugins.files;

import dev.toolgram.api.net.AllowList;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The operator's settings.
 *
 * @param allowHttpFiles whether {@code http} URLs are accepted
 * @param fileUrlAllow the allowed non-public servers
 * @param keepDownloads how long downloaded files stay in TDLib's cache
 */
record FilesSettings(
        @Description("Whether send_file accepts http:// URLs.") @DefaultValue("false")
        boolean allowHttpFiles,

        @Description("Non-public hosts, addresses or ranges that send_file may fetch from, separated by" + " commas.")
        @Nullable
        AllowList fileUrlAllow,

        @Description(
                "How long the files of download_media stay in TDLib's cache at least, so that a caller can go on with"
                        + " an interrupted download.")
        @DefaultValue("10m")
        Duration keepDownloads) {

    AllowList allowList() {
        return fileUrlAllow == null ? AllowList.NONE : fileUrlAllow;
    }
}
