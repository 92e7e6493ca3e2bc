package dev.toolgram.host.cli;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.host.RunDirectory;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.loading.HostPluginContext;
import dev.toolgram.host.plugin.loading.PluginServices;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Contexts for plugins that are loaded without Telegram, by {@code toolgram plugins} and {@code toolgram login}. Their
 * folders are not those of a host that may be running at the same time.
 */
public record OfflinePluginServices(RunDirectory scratch) implements PluginServices {

    @Override
    public PluginContext open(
            PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads) {
        return new HostPluginContext(
                manifest.id(),
                new NoTelegram(),
                settings,
                // The prefix keeps an id from being the name of the folder of the copies, or of another plugin's.
                () -> scratch.subdirectory("data-" + manifest.id()),
                scratch.subdirectory("scratch-" + manifest.id()));
    }

    @Override
    public void close(PluginContext context) {
        RunDirectory.delete(context.scratchDirectory());
    }

    /** Plugins may subscribe when they start; requests belong to calls, and there are none. */
    public static final class NoTelegram implements TelegramClient {

        @Override
        public <R> R send(TdFunction<R> function) {
            throw new ToolException(ErrorCode.NOT_READY, "Telegram is not connected");
        }

        @Override
        public FormattedText format(String text, @Nullable ParseMode mode) {
            return FormattedText.plain(text);
        }

        @Override
        public long resolve(String field, ChatReference chat) {
            throw new ToolException(ErrorCode.NOT_READY, "Telegram is not connected");
        }

        @Override
        public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
            return () -> {};
        }
    }
}
