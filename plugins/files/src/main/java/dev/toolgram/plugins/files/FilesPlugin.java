package dev.toolgram.plugins.files;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.Resolver;
import java.util.List;
import org.apache.hc.core5.ssl.SSLContexts;
import org.pf4j.Extension;

/** Contributes the file tool. */
@Extension
public final class FilesPlugin implements ToolProvider {

    @Override
    public List<Class<? extends Record>> settings() {
        return List.of(FilesSettings.class);
    }

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        FilesSettings settings = context.settings(FilesSettings.class);
        AddressGuard guard = new AddressGuard(Resolver.system(), settings.allowList());
        Downloader downloader = new Downloader(guard, settings.allowHttpFiles(), SSLContexts.createSystemDefault());
        return List.of(new SendFile(context.telegram(), downloader, context.scratchDirectory()));
    }
}
