package dev.toolgram.api;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * The extension point of a tool plugin. Annotate the implementation with {@link org.pf4j.Extension} and give it a
 * public constructor without parameters.
 *
 * <p>A provider, rather than one extension per tool, because PF4J builds extensions without arguments: the provider
 * receives its collaborators and hands them to its tools by constructor, so tools stay immutable and testable.
 *
 * <p>The jar's manifest tells the operator what the plugin is and wants, before any of its code runs. Words are
 * separated by commas. What is not declared is not allowed; what is written wrong refuses the plugin.
 *
 * <ul>
 *   <li>{@code Plugin-Id} (required): a letter, then letters, digits, {@code . _ -}; {@code Plugin-Version} (required);
 *       {@code Plugin-Requires}: the versions of the host that it works with; {@code Plugin-Description}: a sentence.
 *   <li>{@code Toolgram-Effects}: the {@linkplain Effect.Kind kinds of effect} that its tools may have, of {@code READ},
 *       {@code WRITE}, {@code DESTRUCTIVE}. A tool of another kind refuses the plugin.
 *   <li>{@code Toolgram-Functions}: the functions of TDLib that it may {@linkplain
 *       dev.toolgram.api.telegram.TelegramClient#send send}, for example {@code getChat, sendMessage}, or {@code *} for
 *       every one. {@link dev.toolgram.api.telegram.TelegramClient#resolve} needs none.
 *   <li>{@code Toolgram-Access}: what else it uses, of {@code network} and {@code files}. It is shown to the operator,
 *       and that is all: Java cannot keep a plugin from either.
 * </ul>
 */
public interface ToolProvider extends ExtensionPoint {

    /**
     * The records that hold this provider's settings. The host fills the component {@code maxSize} from
     * {@code TOOLGRAM_PLUGIN_<ID>_MAX_SIZE} (a dash or dot in the plugin's id is an underscore there), by the same
     * rules as a tool's input: required unless it is {@code @Nullable} or has a
     * {@link dev.toolgram.api.schema.DefaultValue}, limited by its Jakarta Validation constraints, described by its
     * {@link dev.toolgram.api.schema.Description}. A blank value counts as none. Where something is missing or wrong
     * the plugin is refused, with every problem at once and without repeating a value.
     *
     * <p>A component may be a {@code String}, a number, a boolean ({@code true}, {@code 1}, {@code yes} and their
     * opposites), an enum, a {@code Duration} ({@code 30s}, {@code 5m}, {@code 2h}, or as ISO 8601 writes it), a
     * {@code Path}, a {@code URI}, a type of your own with a method {@code static T valueOf(String)}, or a {@code List}
     * of these, written with commas. The message of an {@link IllegalArgumentException} that your {@code valueOf} or
     * the record's constructor throws is shown to the operator: say what would be right, and keep secrets out.
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
