package dev.toolgram.plugins.files;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.apache.hc.core5.ssl.SSLContexts;
import org.pf4j.Extension;

/** Contributes the file tools. */
@Extension
public final class FilesPlugin implements ToolProvider {

    @Override
    public List<Class<? extends Record>> settings() {
        return List.of(FilesSettings.class);
    }

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        FilesSettings settings = context.settings(FilesSettings.class);
        AddressGuard guard = new AddressGuard(settings.allowList());
        Downloader downloader = new Downloader(guard, settings.allowHttpFiles(), SSLContexts.createSystemDefault());
        TelegramClient telegram = context.telegram();
        Transfers transfers = Transfers.of(telegram);
        Uploads uploads = new Uploads(downloader, transfers, context.scratchDirectory());
        return List.of(
                new SendFile(telegram, uploads),
                new SendAlbum(telegram, uploads),
                new SendVoice(telegram, uploads),
                new TranscribeVoiceNote(telegram),
                new DownloadMedia(telegram, new Downloads(telegram, transfers, settings.keepDownloads())));
    }
}
