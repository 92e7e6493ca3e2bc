package dev.toolgram.host.plugin;

import java.nio.file.Path;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.JarPluginLoader;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/** Gives each jar a class loader that looks into the jar first, except for {@link SharedPackages}. */
final class IsolatedPluginLoader extends JarPluginLoader {

    IsolatedPluginLoader(PluginManager manager) {
        super(manager);
    }

    @Override
    public ClassLoader loadPlugin(Path jar, PluginDescriptor descriptor) {
        PluginClassLoader loader =
                new IsolatedClassLoader(pluginManager, descriptor, IsolatedPluginLoader.class.getClassLoader());
        loader.addFile(jar.toFile());
        return loader;
    }

    private static final class IsolatedClassLoader extends PluginClassLoader {
        IsolatedClassLoader(PluginManager manager, PluginDescriptor descriptor, ClassLoader host) {
            super(manager, descriptor, host, ClassLoadingStrategy.PDA);
        }

        @Override
        protected boolean shouldDelegateToParent(String className) {
            return super.shouldDelegateToParent(className) || SharedPackages.contains(className);
        }
    }
}
