package dev.toolgram.host.plugin.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one version of a plugin. A plugin sees, in this order, the JDK's platform modules, the packages that the API mentions, its
 * own classes and libraries, and the classes of the plugins it depends on; neither the host's classes nor its libraries,
 * so it can bring another version of each.
 */
final class PluginClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** A type that passes between host and plugin must be the same class on both sides. */
    private static final List<String> SHARED = List.of(
            "dev.toolgram.api.",
            "dev.toolgram.tdlib.",
            "tools.jackson.",
            "com.fasterxml.jackson.annotation.",
            "jakarta.validation.",
            "org.jspecify.",
            "org.pf4j.",
            "org.slf4j.");

    private static final ClassLoader HOST = PluginClassLoader.class.getClassLoader();

    private final List<PluginClassLoader> dependencies;

    /** @param name prefixes the names of its classes in stack traces */
    PluginClassLoader(String name, List<Path> classPath, List<PluginClassLoader> dependencies) {
        super(name, urls(classPath), ClassLoader.getPlatformClassLoader());
        this.dependencies = List.copyOf(dependencies);
    }

    private static URL[] urls(List<Path> classPath) {
        URL[] urls = new URL[classPath.size()];
        try {
            for (int i = 0; i < urls.length; i++) {
                urls[i] = classPath.get(i).toUri().toURL();
            }
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
        return urls;
    }

    private static boolean isShared(String className) {
        return SHARED.stream().anyMatch(className::startsWith);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (isShared(name)) {
            return HOST.loadClass(name);
        }
        try {
            return super.findClass(name);
        } catch (ClassNotFoundException e) {
            for (PluginClassLoader dependency : dependencies) {
                try {
                    return dependency.loadClass(name);
                } catch (ClassNotFoundException missing) {
                    e.addSuppressed(missing);
                }
            }
            throw e;
        }
    }

    @Override
    public @Nullable URL findResource(String name) {
        if (isShared(name.replace('/', '.'))) {
            return HOST.getResource(name);
        }
        URL own = super.findResource(name);
        for (int i = 0; own == null && i < dependencies.size(); i++) {
            own = dependencies.get(i).findResource(name);
        }
        return own;
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = new ArrayList<>(Collections.list(super.findResources(name)));
        for (PluginClassLoader dependency : dependencies) {
            found.addAll(Collections.list(dependency.findResources(name)));
        }
        return Collections.enumeration(found);
    }

    /** Its own resources of a name, without those of other plugins. */
    List<URL> ownResources(String name) throws IOException {
        return Collections.list(super.findResources(name));
    }
}
