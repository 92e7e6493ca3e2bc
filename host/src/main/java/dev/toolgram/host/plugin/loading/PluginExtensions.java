package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;
import org.pf4j.Plugin;

/**
 * The classes that a plugin's PF4J index names. PF4J's finder skips the ones that it cannot use; here each is an error
 * that names the class.
 */
final class PluginExtensions {

    private static final String INDEX = "META-INF/extensions.idx";

    private PluginExtensions() {}

    /** The class names in the plugin's own index; a zip has one in each of its jars. */
    static List<String> names(PluginClassLoader classes) throws PluginRefusedException {
        try {
            Set<String> names = new LinkedHashSet<>();
            for (URL index : classes.ownResources(INDEX)) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(index.openStream(), StandardCharsets.UTF_8))) {
                    lines.lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .forEach(names::add);
                }
            }
            return List.copyOf(names);
        } catch (IOException | UncheckedIOException e) {
            throw new PluginRefusedException("its %s cannot be read (%s)".formatted(INDEX, e.getMessage()), e);
        }
    }

    /** @throws PluginRefusedException if one of them is not an extension */
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

    /** A new instance of the {@code Plugin-Class}, where there is one. */
    static Optional<Plugin> plugin(ClassLoader classes, Optional<String> name) throws PluginRefusedException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Class<?> type = load(classes, name.get(), "manifest");
        if (!Plugin.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
            throw new PluginRefusedException(
                    "its Plugin-Class %s does not extend org.pf4j.Plugin: leave it out of the manifest"
                            .formatted(name.get()));
        }
        return Optional.of(create(type.asSubclass(Plugin.class)));
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
     * Returns the tools that a provider contributes.
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
