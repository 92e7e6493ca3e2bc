package dev.toolgram.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.pf4j.ManifestPluginDescriptorFinder;

/** What can be said of a jar before any of its code runs. */
final class PluginJar {

    private static final String API = "dev/toolgram/api/";
    private static final String EXTENSIONS = "META-INF/extensions.idx";

    private PluginJar() {}

    /**
     * Looks into the jar.
     *
     * @return the versions of the host that it wants, {@code *} for any
     * @throws PluginRefusedException with the reason, if it cannot be a plugin
     */
    static String check(Path file) throws PluginRefusedException {
        try (JarFile jar = new JarFile(file.toFile())) {
            if (jar.getManifest() == null
                    || jar.getManifest().getMainAttributes().getValue(ManifestPluginDescriptorFinder.PLUGIN_ID)
                            == null) {
                throw new PluginRefusedException("its manifest has no Plugin-Id");
            }
            if (jar.getManifest().getMainAttributes().getValue(ManifestPluginDescriptorFinder.PLUGIN_VERSION) == null) {
                throw new PluginRefusedException("its manifest has no Plugin-Version");
            }
            if (jar.stream().anyMatch(entry -> entry.getName().startsWith(API))) {
                throw new PluginRefusedException(
                        "it bundles the classes of dev.toolgram.api: give that dependency the scope 'provided'");
            }
            if (jar.getEntry(EXTENSIONS) == null) {
                throw new PluginRefusedException(
                        "it has no META-INF/extensions.idx, so it contributes nothing: annotate"
                                + " the provider with @Extension and let PF4J's annotation processor run");
            }
            String requires =
                    jar.getManifest().getMainAttributes().getValue(ManifestPluginDescriptorFinder.PLUGIN_REQUIRES);
            return requires == null ? "*" : requires;
        } catch (IOException e) {
            throw new PluginRefusedException("it is no readable jar (" + e.getMessage() + ")", e);
        }
    }
}
