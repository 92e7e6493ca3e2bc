package dev.toolgram.plugins.files;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sets.
 *
 * @param allowHttpFiles whether files may come without encryption
 * @param fileUrlAllow what may be fetched from although it is not public
 */
record FilesSettings(
        @Description("Whether send_file also takes http:// addresses.") @DefaultValue("false")
        boolean allowHttpFiles,

        @Description(
                "Hosts, addresses or ranges that send_file may fetch from although they are not public, separated by"
                        + " commas.")
        @Nullable
        AllowList fileUrlAllow) {

    AllowList allowList() {
        return fileUrlAllow == null ? AllowList.NONE : fileUrlAllow;
    }
}
