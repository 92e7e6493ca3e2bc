package dev.toolgram.host.cli;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.host.Installation;
import dev.toolgram.host.Resources;
import dev.toolgram.host.RunDirectory;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.plugin.HostPluginContext;
import dev.toolgram.host.plugin.LivePlugins;
import dev.toolgram.host.plugin.PluginManifest;
import dev.toolgram.host.plugin.PluginReport;
import dev.toolgram.host.plugin.PluginServices;
import dev.toolgram.host.tool.ToolRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code toolgram plugins}: starts every plugin as the host would, but without a Telegram, and tells what it found.
 * Needs no credentials and no network, and leaves nothing behind.
 */
public final class PluginsCommand {

    private final Config config;
    private final Installation installation;
    private final Map<String, String> environment;

    /** @param environment where plugins' settings are */
    public PluginsCommand(Config config, Installation installation, Map<String, String> environment) {
        this.config = config;
        this.installation = installation;
        this.environment = environment;
    }

    public PluginList run() {
        try (Resources resources = new Resources()) {
            RunDirectory scratch =
                    resources.add(RunDirectory.in(config.storage().downloadDirectory()));
            LivePlugins plugins = resources.add(new LivePlugins(
                    installation.pluginOptions(config, scratch.subdirectory("plugins")),
                    installation.trust(config),
                    new PluginVariables(environment),
                    new Services(scratch)));
            plugins.load();
            plugins.publish(new ToolRegistry());
            List<PluginReport> reports = plugins.reports();
            return PluginList.of(config.plugins().listedOnly() ? "listed" : "any", installation.pins(config), reports);
        }
    }

    /** The folders that a plugin is given are not those of a host that may be running at the same time. */
    private record Services(RunDirectory scratch) implements PluginServices {

        @Override
        public PluginContext open(
                PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads) {
            return new HostPluginContext(
                    manifest.id(),
                    new NoTelegram(),
                    settings,
                    // With a word before it, no id is the name of the folder of the copies, or of another plugin's.
                    () -> scratch.subdirectory("data-" + manifest.id()),
                    scratch.subdirectory("scratch-" + manifest.id()));
        }

        @Override
        public void close(PluginContext context) {
            RunDirectory.delete(context.scratchDirectory());
        }
    }

    /** A plugin may keep it and listen to it when it starts; asking is for calls, and there are none. */
    private static final class NoTelegram implements TelegramClient {

        @Override
        public <R> R send(TdFunction<R> function) {
            throw new ToolException(ErrorCode.NOT_READY, "'toolgram plugins' does not sign in");
        }

        @Override
        public FormattedText format(String text, @Nullable ParseMode mode) {
            return FormattedText.plain(text);
        }

        @Override
        public long resolve(String field, ChatReference chat) {
            throw new ToolException(ErrorCode.NOT_READY, "'toolgram plugins' does not sign in");
        }

        @Override
        public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
            return () -> {};
        }
    }
}
