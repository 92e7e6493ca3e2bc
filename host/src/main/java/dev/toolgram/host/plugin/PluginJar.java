package dev.toolgram.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What can be said of a jar before any of its code runs. */
final class PluginJar {

    private static final String API = "dev/toolgram/api/";
    private static final String EXTENSIONS = "META-INF/extensions.idx";

    private PluginJar() {}

    /**
     * Looks into the jar.
     *
     * @return what its manifest says
     * @throws PluginRefusedException with the reason, if it cannot be a plugin
     */
    static PluginManifest check(Path file) throws PluginRefusedException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            PluginManifest described =
                    PluginManifest.read(manifest == null ? new Attributes() : manifest.getMainAttributes());
            if (jar.stream().anyMatch(entry -> entry.getName().startsWith(API))) {
                throw new PluginRefusedException(
                        "it bundles the classes of dev.toolgram.api: give that dependency the scope 'provided'");
            }
            if (jar.getEntry(EXTENSIONS) == null) {
                throw new PluginRefusedException(
                        "it has no META-INF/extensions.idx, so it contributes nothing: annotate"
                                + " the provider with @Extension and let PF4J's annotation processor run");
            }
            return described;
        } catch (IOException e) {
            throw new PluginRefusedException("it is no readable jar (" + e.getMessage() + ")", e);
        }
    }
}
