package dev.toolgram.host.plugin.archive;

import dev.toolgram.host.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a plugin file: accepted, with a copy that can be loaded, or rejected with a reason.
 *
 * @param file the file
 * @param state the file's state when it was read
 * @param origin where it comes from; {@code null} if it could not be read
 * @param manifest its manifest; {@code null} if it could not be read
 * @param copy its content; {@code null} if it is rejected
 * @param settings the settings that it declares, as far as they are known
 * @param rejection why it is rejected; empty if it is not
 * @param trusted false if an entry in the operator's file of pins would load it
 */
public record Candidate(
        Path file,
        FileState state,
        PluginTrust.@Nullable Origin origin,
        @Nullable PluginManifest manifest,
        @Nullable PluginCopy copy,
        List<Setting> settings,
        String rejection,
        boolean trusted) {

    /**
     * Copies a file and reads the copy.
     *
     * @param state the file's state in the scan
     * @param parent the folder in which a folder for the copy is created
     * @param copying a damaged file younger than this is assumed to be still copying
     * @return empty if the file has disappeared, changed meanwhile, or is still copying
     */
    public static Optional<Candidate> read(
            Path file, FileState state, Path parent, PluginTrust trust, Duration copying) {
        Reading reading = new Reading(file, state);
        try {
            reading.folder = Files.createTempDirectory(parent, "plugin-"); // for its owner only
            Candidate accepted = reading.read(trust);
            if (state.equals(FileState.of(file))) {
                return Optional.of(accepted);
            }
            reading.discard();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            reading.discard();
            return Optional.empty();
        } catch (PluginArchive.UnreadableException e) {
            reading.discard();
            return state.isYoungerThan(copying) ? Optional.empty() : Optional.of(reading.rejected(e.getMessage()));
        } catch (PluginTrust.UntrustedException e) {
            reading.discard();
            return Optional.of(reading.untrusted(e.getMessage()));
        } catch (PluginRefusedException e) {
            reading.discard();
            return Optional.of(reading.rejected(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            reading.discard();
            return Optional.of(reading.rejected("it cannot be read (%s)".formatted(e)));
        }
    }

    /** The same file, rejected for a reason that only another content can change. */
    public Candidate rejected(String reason, List<Setting> declared) {
        return new Candidate(file, state, origin, manifest, null, declared, reason, trusted);
    }

    /** The same content in a file that was only touched. */
    public Candidate of(PluginCopy loaded) {
        return new Candidate(file, state, origin, manifest, loaded, settings, rejection, trusted);
    }

    /** The facts known about a file while it is read. */
    private static final class Reading {

        private final Path file;
        private final FileState state;
        private @Nullable Path folder;
        private PluginTrust.@Nullable Origin origin;
        private @Nullable PluginManifest manifest;

        Reading(Path file, FileState state) {
            this.file = file;
            this.state = state;
        }

        Candidate read(PluginTrust trust) throws PluginRefusedException, IOException {
            Path own = Objects.requireNonNull(folder);
            String name = file.getFileName().toString();
            Path copy = Files.copy(file, own.resolve(name));
            PluginTrust.Origin from = trust.origin(copy, name);
            origin = from;
            PluginArchive.Content content = new PluginArchive(copy, own.resolve("unpacked")).read();
            manifest = content.manifest();
            trust.check(from, name);
            return new Candidate(
                    file,
                    state,
                    from,
                    content.manifest(),
                    new PluginCopy(file, from.sha256(), own, content.manifest(), content.classPath()),
                    List.of(),
                    "",
                    true);
        }

        Candidate rejected(@Nullable String reason) {
            return new Candidate(file, state, origin, manifest, null, List.of(), String.valueOf(reason), true);
        }

        Candidate untrusted(@Nullable String reason) {
            return new Candidate(file, state, origin, manifest, null, List.of(), String.valueOf(reason), false);
        }

        void discard() {
            if (folder != null) {
                PluginCopy.delete(folder);
            }
        }
    }
}
