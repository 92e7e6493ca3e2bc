package dev.toolgram.api;

import java.util.List;

/**
 * The extension point of a tool plugin. Annotate the implementation with {@link org.pf4j.Extension} and give it a
 * public no-argument constructor.
 *
 * <p>PF4J creates extensions without arguments. A provider can receive its collaborators from the {@link PluginContext}
 * and pass them to its tools by constructor, so tools stay immutable and testable.
 *
 * <p>{@link #tools} is the start of the plugin. A provider that implements {@link AutoCloseable} is closed when the plugin
 * stops: after its last call, its last update and its last event, on one thread, within 5 s; an exception is logged. A
 * provider whose {@code tools} threw is not closed. Telegram can still be used in {@code close()}.
 *
 * <p>The jar's manifest declares the plugin and its permissions, which the host reads before it runs any of the
 * plugin's code. Lists are separated by commas. The host denies permissions that are not declared and rejects a plugin
 * with an invalid attribute.
 *
 * <ul>
 *   <li>{@code Plugin-Id} (required): a letter, then letters, digits, {@code . _ -}; {@code Plugin-Version} (required, a
 *       semantic version like {@code 1.0.0});
 *       {@code Plugin-Requires}: the compatible versions of the host; {@code Plugin-Description}: a sentence.
 *   <li>{@code Toolgram-Effects}: the permitted {@linkplain Effect.Kind effects} of its tools: {@code READ},
 *       {@code WRITE}, {@code DESTRUCTIVE}. The host rejects the plugin if a tool has any other effect.
 *   <li>{@code Toolgram-Functions}: the TDLib functions that it may {@linkplain
 *       dev.toolgram.api.telegram.TelegramClient#send send}, for example {@code getChat, sendMessage}, or {@code *} for
 *       all. {@link dev.toolgram.api.telegram.TelegramClient#resolve(dev.toolgram.api.telegram.ChatReference)} and
 *       {@code resolveMessage} do not need any.
 *   <li>{@code Toolgram-Access}: other resources that it uses: {@code network}, {@code files}. Shown to the operator
 *       but not enforced, because Java cannot restrict a plugin's access to either.
 * </ul>
 */
public non-sealed interface ToolProvider extends ToolgramExtension {

    /**
     * The record classes of this provider's settings. The host fills the component {@code maxSize} from
     * {@code TOOLGRAM_PLUGIN_<ID>_MAX_SIZE} (dashes and dots in the plugin id become underscores), by the same rules as
     * a tool's input: required unless it is {@code @Nullable} or has a {@link dev.toolgram.api.schema.DefaultValue},
     * limited by its Jakarta Validation constraints, described by its {@link dev.toolgram.api.schema.Description}. A
     * blank value counts as missing. The file {@code <id>.properties} next to the jar may have settings too, by their JSON
     * names ({@code max_size}); a variable wins over the file, and a change of the file restarts the plugin. If a setting is missing or invalid, the host rejects the plugin and reports all
     * problems together, without the values.
     *
     * <p>A component may be a {@code String}, a number, a boolean ({@code true}, {@code 1}, {@code yes} and their
     * opposites), an enum, a {@code Duration} ({@code 30s}, {@code 5m}, {@code 2h}, or ISO 8601), a {@code Path}, a
     * {@code URI}, a type with a method {@code static T valueOf(String)}, or a comma-separated {@code List} of these.
     * If {@code valueOf} or the record's constructor throws an {@link IllegalArgumentException}, the operator sees its
     * message: state what is valid, and do not include secrets.
     *
     * @return record classes; none unless overridden
     */
    default List<Class<? extends Record>> settings() {
        return List.of();
    }

    /**
     * Returns the tools of this plugin. Called once, on one thread, when the plugin starts. Telegram may not be ready
     * yet: store {@link PluginContext#telegram()} and use it when a tool is called.
     *
     * @param context the services of the host; valid until the plugin stops
     * @return the tools, in any order; may be empty
     * @throws RuntimeException if the plugin cannot start: the host logs the message and rejects the whole plugin; other
     *     plugins are not affected
     */
    List<Tool<?, ?>> tools(PluginContext context);

    /**
     * Returns the sinks of this plugin, which get the events of the account. Called once when the plugin starts, after
     * {@link #tools} and on the same thread. A plugin may have sinks and no tools.
     *
     * @param context as in {@link #tools}
     * @return the sinks, with different names in all providers of the plugin; none unless overridden. The operator's settings
     *     may decide: the log of events, which the first sink turns on, stores messages on disk
     * @throws RuntimeException as {@link #tools}
     */
    default List<EventSink> sinks(PluginContext context) {
        return List.of();
    }
}
