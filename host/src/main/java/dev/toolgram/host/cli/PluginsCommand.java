package dev.toolgram.host.cli;

import dev.toolgram.host.Installation;
import dev.toolgram.host.Resources;
import dev.toolgram.host.RunDirectory;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.plugin.live.LivePlugins;
import dev.toolgram.host.plugin.live.PluginFile;
import dev.toolgram.host.tool.ToolRegistry;
import java.util.List;
import java.util.Map;

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
                    new OfflinePluginServices(scratch)));
            var _ = plugins.loadNetworks();
            plugins.load(new ToolRegistry());
            List<PluginFile> files = plugins.files();
            return PluginList.of(config.plugins().listedOnly() ? "listed" : "any", installation.pins(config), files);
        }
    }
}
