package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.EventSink;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.ToolgramExtension;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;

/**
 * The classes that a plugin's PF4J index names. PF4J's finder skips the ones that it cannot use; here each is an error
 * that names the class.
 */
final class PluginExtensions {

    private static final String INDEX = "META-INF/extensions.idx";

    private final List<Class<?>> types = new ArrayList<>();

    /**
     * Loads the classes, but does not initialize them.
     *
     * @throws PluginRefusedException if one of them is not an extension
     */
    PluginExtensions(PluginClassLoader classes) throws PluginRefusedException {
        for (String name : names(classes)) {
            Class<?> type = load(classes, name);
            if (!ExtensionPoint.class.isAssignableFrom(type)) {
                throw new PluginRefusedException(
                        "its %s names %s, which does not implement ToolProvider".formatted(INDEX, name));
            }
            types.add(type);
        }
        if (!has(ToolgramExtension.class)) {
            throw new PluginRefusedException(
                    "its %s names no ToolProvider, so it contributes nothing: annotate the provider with @Extension"
                            .formatted(INDEX));
        }
        types.sort(Comparator.<Class<?>>comparingInt(PluginExtensions::ordinal).thenComparing(Class::getName));
    }

    /** The class names in the plugin's own index; a zip has one in each of its jars. */
    private static Set<String> names(PluginClassLoader classes) throws PluginRefusedException {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (URL index : classes.ownResources(INDEX)) {
                try (InputStream in = index.openStream()) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .forEach(names::add);
                }
            }
        } catch (IOException e) {
            throw new PluginRefusedException("its %s cannot be read (%s)".formatted(INDEX, e.getMessage()), e);
        }
        return names;
    }

    boolean has(Class<?> kind) {
        return types.stream().anyMatch(kind::isAssignableFrom);
    }

    private static Class<?> load(ClassLoader classes, String name) throws PluginRefusedException {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException e) {
            throw new PluginRefusedException("its %s names %s, which is not in it".formatted(INDEX, name), e);
        }
    }

    /**
     * A new instance of each extension of a kind, in the order that the plugin gives them.
     *
     * @throws PluginRefusedException if a constructor fails; the message has its reason
     */
    <T> List<T> create(Class<T> kind) throws PluginRefusedException {
        List<T> created = new ArrayList<>();
        for (Class<?> type : types) {
            if (kind.isAssignableFrom(type)) {
                created.add(newInstance(type.asSubclass(kind)));
            }
        }
        return created;
    }

    private static int ordinal(Class<?> type) {
        Extension extension = type.getAnnotation(Extension.class);
        return extension == null ? 0 : extension.ordinal();
    }

    private static <T> T newInstance(Class<? extends T> type) throws PluginRefusedException {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw PluginRefusedException.because(
                    e.getCause() == null ? e : e.getCause(), "start", type.getClassLoader());
        } catch (ReflectiveOperationException e) {
            throw new PluginRefusedException(
                    "%s must be public and have a public constructor without parameters".formatted(type.getName()), e);
        }
    }

    /**
     * Returns the tools that a provider contributes.
     *
     * @throws IllegalArgumentException if there are no tools where there should be some
     */
    static List<Tool<?, ?>> tools(ToolProvider provider, PluginContext context) {
        return checked(provider, "tools", provider.tools(context));
    }

    /**
     * Returns the sinks that a provider contributes.
     *
     * @throws IllegalArgumentException if there are no sinks where there should be some
     */
    static List<EventSink> sinks(ToolProvider provider, PluginContext context) {
        return checked(provider, "sinks", provider.sinks(context));
    }

    private static <T> List<T> checked(ToolProvider provider, String what, List<T> contributed) {
        if (contributed == null || contributed.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("%s() of %s answers null%s"
                    .formatted(what, provider.getClass().getName(), contributed == null ? "" : " among its " + what));
        }
        return contributed;
    }
}
