package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramNetwork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;
import org.pf4j.Plugin;

/**
 * The classes that a plugin's index names. PF4J leaves out the ones that it cannot use, with a stack trace in the log or
 * in silence; here each has to be what it is said to be.
 */
final class PluginExtensions {

    private static final String INDEX = "META-INF/extensions.idx";

    private PluginExtensions() {}

    /** @throws PluginRefusedException if one of them is no extension */
    static void check(ClassLoader classes, Collection<String> names) throws PluginRefusedException {
        boolean useful = false;
        for (String name : names) {
            Class<?> type = load(classes, name, INDEX);
            if (!ExtensionPoint.class.isAssignableFrom(type)) {
                throw new PluginRefusedException(
                        "its %s names %s, which does not implement ToolProvider".formatted(INDEX, name));
            }
            useful |= ToolProvider.class.isAssignableFrom(type) || TelegramNetwork.class.isAssignableFrom(type);
        }
        if (!useful) {
            throw new PluginRefusedException(
                    "its %s names no ToolProvider, so it contributes nothing: annotate the provider with @Extension"
                            .formatted(INDEX));
        }
    }

    /** @throws IllegalArgumentException if it cannot be told of the plugin's start and stop */
    static void checkPluginClass(ClassLoader classes, String name) {
        try {
            Class<?> type = load(classes, name, "manifest");
            if (!Plugin.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
                throw new IllegalArgumentException(
                        "its Plugin-Class %s does not extend org.pf4j.Plugin: leave it out of the manifest"
                                .formatted(name));
            }
        } catch (PluginRefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Class<?> load(ClassLoader classes, String name, String from) throws PluginRefusedException {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException e) {
            throw new PluginRefusedException("its %s names %s, which is not in it".formatted(from, name), e);
        }
    }

    /**
     * An instance of each that is of a kind, in the order that the plugin gives them.
     *
     * @throws IllegalArgumentException if a constructor fails; the message has its reason
     */
    static <T> List<T> create(ClassLoader classes, Collection<String> names, Class<T> kind)
            throws PluginRefusedException {
        List<Class<? extends T>> types = new ArrayList<>();
        for (String name : names) {
            Class<?> type = load(classes, name, INDEX);
            if (kind.isAssignableFrom(type)) {
                types.add(type.asSubclass(kind));
            }
        }
        types.sort(Comparator.<Class<?>>comparingInt(PluginExtensions::ordinal).thenComparing(Class::getName));
        List<T> created = new ArrayList<>();
        for (Class<? extends T> type : types) {
            created.add(create(type));
        }
        return created;
    }

    private static int ordinal(Class<?> type) {
        Extension extension = type.getAnnotation(Extension.class);
        return extension == null ? 0 : extension.ordinal();
    }

    private static <T> T create(Class<? extends T> type) throws PluginRefusedException {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new PluginRefusedException(
                    "the constructor of %s failed: %s".formatted(type.getName(), e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new PluginRefusedException(
                    "%s must be public and have a public constructor without parameters".formatted(type.getName()), e);
        }
    }

    /**
     * What a provider contributes.
     *
     * @throws IllegalArgumentException if there are no tools where there should be some
     */
    static List<Tool<?, ?>> tools(ToolProvider provider, PluginContext context) {
        List<Tool<?, ?>> tools = provider.tools(context);
        if (tools == null || tools.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("tools() of %s answers null%s"
                    .formatted(provider.getClass().getName(), tools == null ? "" : " among its tools"));
        }
        return tools;
    }
}
