package dev.toolgram.host.plugin;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginStatusProvider;

/** PF4J as Toolgram uses it: jars with a manifest, isolated, and nothing written into the plugins folder. */
final class JarPluginManager extends DefaultPluginManager {

    JarPluginManager(String hostVersion) {
        super(List.<Path>of());
        // PF4J's own default, 0.0.0, would accept a plugin for any version of the host.
        setSystemVersion(hostVersion);
    }

    /**
     * Whether a plugin that wants these versions of the host may be loaded. PF4J asks the same, but refuses without a
     * reason. A plain version means that one or a later one.
     */
    boolean accepts(String requires) {
        String constraint = requires.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires : requires;
        return getVersionManager().checkVersionConstraint(getSystemVersion(), constraint);
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new IsolatedPluginLoader(this);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
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
