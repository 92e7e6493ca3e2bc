package dev.toolgram.api;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * The extension point of a tool plugin. Annotate the implementation with {@link org.pf4j.Extension} and give it a
 * public constructor without parameters.
 *
 * <p>A provider, rather than one extension per tool, because PF4J builds extensions without arguments: the provider
 * receives its collaborators and hands them to its tools by constructor, so tools stay immutable and testable.
 */
public interface ToolProvider extends ExtensionPoint {

    /**
     * The records that hold this provider's settings. The host fills the component {@code maxSize} from
     * {@code TOOLGRAM_PLUGIN_<ID>_MAX_SIZE} (a dash in the plugin's id is an underscore there), by the same rules as a
     * tool's input: required unless it is {@code @Nullable} or has a
     * {@link dev.toolgram.api.schema.DefaultValue}, limited by its Jakarta Validation constraints, described by its
     * {@link dev.toolgram.api.schema.Description}. A list is written with commas; a blank value counts as none. Where
     * something is missing or wrong the plugin is refused, with every problem at once.
     *
     * @return record classes; none unless overridden
     */
    default List<Class<? extends Record>> settings() {
        return List.of();
    }

    /**
     * The tools of this plugin. Called once, when the plugin starts, on one thread; Telegram may not be ready yet, so
     * keep {@link PluginContext#telegram()} and use it when a tool is called.
     *
     * @param context what the host offers this plugin; valid until the plugin stops
     * @return the tools, in any order; an empty list is allowed
     * @throws RuntimeException if the plugin cannot start: the host logs the message, refuses this plugin as a whole
     *     and keeps every other one
     */
    List<Tool<?, ?>> tools(PluginContext context);
}
