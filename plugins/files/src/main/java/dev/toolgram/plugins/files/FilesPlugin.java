package dev.toolgram.plugins.files;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.ssl.SSLContexts;
import org.pf4j.Extension;

/** Contributes the file tool. */
@Extension
public final class FilesPlugin implements ToolProvider {

    /** The operator knows the settings by these names; {@link PluginContext#setting} knows their last parts. */
    private static final String PREFIX = "TOOLGRAM_";

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        AddressGuard guard = new AddressGuard(new SystemResolver(), allowList(context));
        Downloader downloader = new Downloader(guard, httpAllowed(context), SSLContexts.createSystemDefault());
        return List.of(new SendFile(context.telegram(), downloader, context.scratchDirectory()));
    }

    private static AllowList allowList(PluginContext context) {
        try {
            return context.setting("FILE_URL_ALLOW").map(AllowList::parse).orElse(AllowList.NONE);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "FILE_URL_ALLOW: " + e.getMessage(), e);
        }
    }

    private static boolean httpAllowed(PluginContext context) {
        return context.setting("ALLOW_HTTP_FILES")
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true", "1", "yes" -> true;
                    case "false", "0", "no" -> false;
                    default -> throw new IllegalArgumentException(PREFIX + "ALLOW_HTTP_FILES must be true or false");
                })
                .orElse(false);
    }
}
