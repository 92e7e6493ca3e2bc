package dev.toolgram.host.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What plugins see of the host: the JDK and the {@link SharedPackages}, with their resources. Neither the host's own
 * classes nor its libraries, so a plugin can bring another version of each, and what a library looks for in
 * {@code META-INF} is what the plugin has there.
 */
final class SharedClassLoader extends ClassLoader {

    static {
        registerAsParallelCapable(); // before there is one
    }

    static final SharedClassLoader INSTANCE = new SharedClassLoader(SharedClassLoader.class.getClassLoader());

    /** Some modules of the JDK, such as its compiler, belong to the loader of the application. */
    private static final Set<String> JDK_PACKAGES = ModuleLayer.boot().modules().stream()
            .filter(module -> ClassLoader.getSystemClassLoader().equals(module.getClassLoader()))
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final ClassLoader host;

    private SharedClassLoader(ClassLoader host) {
        super("toolgram", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (isShared(name)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    private static boolean isShared(String className) {
        return SharedPackages.contains(className)
                || JDK_PACKAGES.contains(className.substring(0, Math.max(0, className.lastIndexOf('.'))));
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isShared(name.replace('/', '.')) ? host.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return isShared(name.replace('/', '.')) ? host.getResources(name) : Collections.emptyEnumeration();
    }
}
