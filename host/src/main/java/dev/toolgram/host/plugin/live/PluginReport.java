package dev.toolgram.host.plugin.live;

import dev.toolgram.host.config.Setting;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.archive.PluginTrust;
import dev.toolgram.host.tool.RegisteredTool;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one plugin file. For a rejected file, the fields that were known by then.
 *
 * @param file the file
 * @param origin where it comes from; {@code null} when it could not be read
 * @param manifest what it says of itself; {@code null} when that could not be read
 * @param networks the names of the Telegram networks that it brings
 * @param settings what there is to set
 * @param tools what it publishes
 * @param warnings what an operator should look at although it works
 * @param refusal why it is not loaded; {@code null} when it is
 */
public record PluginReport(
        Path file,
        PluginTrust.@Nullable Origin origin,
        @Nullable PluginManifest manifest,
        List<String> networks,
        List<Setting> settings,
        List<RegisteredTool> tools,
        List<String> warnings,
        @Nullable String refusal) {

    /** Copies the lists. */
    public PluginReport {
        networks = List.copyOf(networks);
        settings = List.copyOf(settings);
        tools = List.copyOf(tools);
        warnings = List.copyOf(warnings);
    }
}
