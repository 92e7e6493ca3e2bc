package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramNetwork;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.pf4j.ExtensionPoint;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;

/**
 * The classes that a plugin's index names. PF4J leaves out the ones that it cannot use, with a stack trace in the log or
 * in silence; here each has to be what it is said to be.
 */
final class PluginExtensions {

    private PluginExtensions() {}

    /** @throws PluginRefusedException if one of them is no extension */
    static void check(ClassLoader classes, Collection<String> names) throws PluginRefusedException {
        boolean useful = false;
        for (String name : names) {
            Class<?> type = load(classes, name, "META-INF/extensions.idx");
            if (!ExtensionPoint.class.isAssignableFrom(type)) {
                throw new PluginRefusedException(
                        "its META-INF/extensions.idx names %s, which does not implement ToolProvider".formatted(name));
            }
            useful |= ToolProvider.class.isAssignableFrom(type) || TelegramNetwork.class.isAssignableFrom(type);
        }
        if (!useful) {
            throw new PluginRefusedException("its META-INF/extensions.idx names no ToolProvider, so it contributes"
                    + " nothing: annotate the provider with @Extension");
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

    /** @throws IllegalArgumentException if a constructor fails; the message has its reason */
    static <T> List<T> create(Supplier<List<T>> extensions) {
        try {
            return extensions.get();
        } catch (PluginRuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException("its provider cannot be made: " + cause, cause);
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
