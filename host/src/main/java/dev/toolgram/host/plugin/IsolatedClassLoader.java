package dev.toolgram.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
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

    private final List<IsolatedClassLoader> dependencies;
    private final Set<JarFile> opened = ConcurrentHashMap.newKeySet();

    /**
     * A loader of a plugin's classes.
     *
     * @param name stands before the names of its classes in stack traces
     */
    IsolatedClassLoader(String name, List<Path> classPath, List<IsolatedClassLoader> dependencies) {
        super(name, classPath.stream().map(IsolatedClassLoader::url).toArray(URL[]::new), SharedClassLoader.INSTANCE);
        this.dependencies = List.copyOf(dependencies);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its own class, or one of a plugin that it depends on. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        URL url = super.findResource(path);
        if (url == null) {
            return findInDependencies(name);
        }
        try {
            return define(name, path, url);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
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

    private Class<?> define(String name, String path, URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(true); // or the jar would be opened anew for every class
        URL source;
        Manifest manifest = null;
        if (connection instanceof JarURLConnection jar) {
            opened.add(jar.getJarFile());
            source = jar.getJarFileURL();
            manifest = jar.getManifest();
        } else {
            String text = url.toString();
            source =
                    URI.create(text.substring(0, text.length() - path.length())).toURL();
        }
        byte[] code;
        try (InputStream in = connection.getInputStream()) {
            code = ExitCalls.disarm(in.readAllBytes());
        }
        definePackageOnce(name.substring(0, Math.max(0, name.lastIndexOf('.'))), manifest, source);
        return defineClass(name, code, 0, code.length, new CodeSource(source, (Certificate[]) null));
    }

    /** Libraries ask their package for their own version. */
    private void definePackageOnce(String name, @Nullable Manifest manifest, URL source) {
        if (getDefinedPackage(name) != null) {
            return;
        }
        try {
            var _ = super.definePackage(name, manifest == null ? new Manifest() : manifest, source);
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
        for (JarFile jar : opened) {
            jar.close();
        }
    }
}
