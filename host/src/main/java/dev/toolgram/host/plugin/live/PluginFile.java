package dev.toolgram.host.plugin.live;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.config.Setting;
import dev.toolgram.host.config.SettingsFile;
import dev.toolgram.host.plugin.archive.FileState;
import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.plugin.archive.PluginTrust;
import dev.toolgram.host.plugin.loading.PluginInstance;
import dev.toolgram.host.tool.RegisteredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One plugin file: its content as last read, and what is loaded of it, which may be an earlier content.
 *
 * @param state the file's state when it was read
 * @param origin where it comes from; {@code null} if it could not be read
 * @param manifest what it says of itself; {@code null} if that could not be read
 * @param copy its content; {@code null} if that cannot be loaded, whatever the other files are
 * @param rejection why the content is not loaded; {@code null} if it is
 * @param declared the settings of a rejected content, as far as they are known
 * @param active the loaded instance; {@code null} if none is
 * @param fixed whether the instance stays until the host ends, because it brings a Telegram network
 */
public record PluginFile(
        Path path,
        FileState state,
        PluginTrust.@Nullable Origin origin,
        @Nullable PluginManifest manifest,
        @Nullable PluginCopy copy,
        @Nullable String rejection,
        List<Setting> declared,
        @Nullable PluginInstance active,
        boolean fixed) {

    /**
     * Copies a file and reads the copy.
     *
     * @param parent the folder in which a folder for the copy is created
     * @param copying a damaged file younger than this is assumed to be still copying
     * @return empty if the file has disappeared, changed meanwhile, or is still copying
     */
    static Optional<PluginFile> read(Path path, FileState state, Path parent, PluginTrust trust, Duration copying) {
        String name = path.getFileName().toString();
        Path folder = null;
        PluginTrust.Origin origin = null;
        PluginManifest manifest = null;
        String rejection = null;
        try {
            if (!Files.isRegularFile(path)) {
                throw new PluginRefusedException("it is a folder: copy the jar itself, or a zip of the folder");
            }
            folder = Files.createTempDirectory(parent, "plugin-"); // for its owner only
            Path file = Files.copy(path, folder.resolve(name));
            origin = trust.origin(file, name);
            PluginCopy copy = PluginCopy.read(path, origin, folder);
            manifest = copy.manifest();
            trust.check(origin, name);
            if (state.equals(FileState.of(path))) {
                return Optional.of(new PluginFile(path, state, origin, manifest, copy, null, List.of(), null, false));
            }
        } catch (PluginRefusedException | IOException | RuntimeException e) {
            rejection = switch (e) {
                case PluginCopy.UnreadableException _ when state.isYoungerThan(copying) -> null;
                case NoSuchFileException _ -> null;
                case PluginRefusedException _ -> e.getMessage();
                default -> "it cannot be read (%s)".formatted(e);
            };
        }
        if (folder != null) {
            PluginCopy.delete(folder);
        }
        return rejection == null
                ? Optional.empty()
                : Optional.of(new PluginFile(path, state, origin, manifest, null, rejection, List.of(), null, false));
    }

    /** The file with another instance, and the reason why its content is not the instance's. */
    PluginFile with(@Nullable PluginInstance instance, @Nullable String reason) {
        return new PluginFile(path, state, origin, manifest, copy, reason, declared, instance, fixed);
    }

    /** The file with a copy that is there already, or without one, because only another content could be loaded. */
    PluginFile with(@Nullable PluginCopy content, List<Setting> settings) {
        return new PluginFile(path, state, origin, manifest, content, rejection, settings, active, fixed);
    }

    PluginFile fix() {
        return new PluginFile(path, state, origin, manifest, copy, rejection, declared, active, active != null);
    }

    /** Whether its settings are in one of these files. */
    boolean isSetBy(Set<Path> settings) {
        return manifest != null && settings.contains(path.resolveSibling(manifest.id() + SettingsFile.ENDING));
    }

    String name() {
        return path.getFileName().toString();
    }

    /** A content that is not loaded, or not yet; {@code null} if there is none. */
    @Nullable
    PluginCopy fresh() {
        return active != null && active.copy().equals(copy) ? null : copy;
    }

    /** The contents that must be kept. */
    Stream<PluginCopy> copies() {
        return Stream.of(Optional.ofNullable(copy), Optional.ofNullable(active).map(PluginInstance::copy))
                .flatMap(Optional::stream);
    }

    public List<String> networks() {
        return active == null
                ? List.of()
                : active.networks().stream().map(TelegramNetwork::name).toList();
    }

    public List<Setting> settings() {
        return active == null ? declared : active.settings();
    }

    public List<RegisteredTool> tools() {
        return active == null ? List.of() : active.tools();
    }

    /** Problems that an operator should look at although the plugin works. */
    public List<String> warnings() {
        return active == null
                ? List.of()
                : Stream.concat(active.warnings().stream(), active.unknownVariables().stream())
                        .toList();
    }
}
