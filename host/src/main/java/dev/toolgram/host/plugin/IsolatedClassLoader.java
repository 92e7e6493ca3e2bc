package dev.toolgram.host.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one version of a plugin: what the host shares, then its own, then those of the plugins it depends on.
 * Nothing else of the host is visible. Its own classes lose their {@link ExitCalls} on the way in.
 */
final class IsolatedClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
        // A plugin that reads its resources by URL would leave its jar open for ever, in a cache of the JDK.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    private final List<ClassPathElement> elements;
    private final List<IsolatedClassLoader> dependencies;

    /**
     * A loader of a plugin's classes.
     *
     * @param name stands before the names of its classes in stack traces
     */
    IsolatedClassLoader(String name, List<Path> classPath, List<IsolatedClassLoader> dependencies) {
        super(name, classPath.stream().map(ClassPathElement::url).toArray(URL[]::new), SharedClassLoader.INSTANCE);
        this.elements = classPath.stream().map(ClassPathElement::new).toList();
        this.dependencies = List.copyOf(dependencies);
    }

    /** Its own class, or one of a plugin that it depends on. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        try {
            for (ClassPathElement element : elements) {
                byte[] code = element.read(path);
                if (code != null) {
                    return define(name, ExitCalls.disarm(code), element);
                }
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        return findInDependencies(name);
    }

    private Class<?> findInDependencies(String name) throws ClassNotFoundException {
        for (IsolatedClassLoader dependency : dependencies) {
            try {
                return dependency.loadClass(name);
            } catch (ClassNotFoundException e) {
                // then it is another one's, or nobody's
            }
        }
        throw new ClassNotFoundException(name);
    }

    private Class<?> define(String name, byte[] code, ClassPathElement element) throws IOException {
        definePackageOnce(name.substring(0, Math.max(0, name.lastIndexOf('.'))), element);
        return defineClass(name, code, 0, code.length, new CodeSource(element.url(), (Certificate[]) null));
    }

    /** Libraries ask their package for their own version. */
    private void definePackageOnce(String name, ClassPathElement element) throws IOException {
        if (getDefinedPackage(name) != null) {
            return;
        }
        try {
            var _ = super.definePackage(name, element.manifest(), element.url());
        } catch (IllegalArgumentException e) {
            // another thread was faster
        }
    }

    @Override
    public @Nullable URL findResource(String name) {
        URL own = super.findResource(name);
        for (int i = 0; own == null && i < dependencies.size(); i++) {
            own = dependencies.get(i).findResource(name);
        }
        return own;
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = new ArrayList<>(Collections.list(super.findResources(name)));
        for (IsolatedClassLoader dependency : dependencies) {
            found.addAll(Collections.list(dependency.findResources(name)));
        }
        return Collections.enumeration(found);
    }

    /** Closes its jars; classes that were not needed so far cannot be loaded any more. */
    @Override
    public void close() throws IOException {
        super.close();
        for (ClassPathElement element : elements) {
            element.close();
        }
    }
}
