package dev.toolgram.host.plugin;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultPluginManager;
import org.pf4j.DefaultVersionManager;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginStatusProvider;

/**
 * PF4J as Toolgram uses it: one manager for one version of one plugin, so that an old and a new one can be there at the
 * same time, and nothing of either is left when its manager is gone. What depends on other plugins is settled before.
 */
final class JarPluginManager extends DefaultPluginManager {

    private final PluginCopy plugin;
    private final ClassLoader classes;

    /**
     * A manager of a plugin that may be loaded.
     *
     * @param classes the plugin's; closed when it is unloaded
     */
    JarPluginManager(String hostVersion, PluginCopy plugin, ClassLoader classes) {
        super(List.<Path>of());
        this.plugin = plugin;
        this.classes = classes;
        // PF4J's own default, 0.0.0, would accept a plugin for any version of the host.
        setSystemVersion(hostVersion);
    }

    /**
     * Whether a version is one of those that a plugin wants. PF4J asks the same of the host, but refuses without a
     * reason. A plain version means that one or a later one.
     *
     * @throws RuntimeException if either cannot be understood
     */
    static boolean accepts(String wanted, String version) {
        String constraint = wanted.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + wanted : wanted;
        return new DefaultVersionManager().checkVersionConstraint(version, constraint);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                PluginManifest manifest = plugin.manifest();
                return new DefaultPluginDescriptor(
                        manifest.id(),
                        manifest.description(),
                        manifest.pluginClass().orElse(Plugin.class.getName()),
                        manifest.version(),
                        manifest.requires(),
                        "",
                        "");
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                return classes;
            }
        };
    }

    /** The default one keeps its lists as files beside the plugins, where the operator may have mounted read-only. */
    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String pluginId) {
                return false;
            }

            @Override
            public void disablePlugin(String pluginId) {
                // nobody disables plugins here
            }

            @Override
            public void enablePlugin(String pluginId) {
                // nobody disables plugins here
            }
        };
    }
}
