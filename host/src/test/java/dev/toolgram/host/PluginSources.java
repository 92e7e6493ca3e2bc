package dev.toolgram.host;

import org.jspecify.annotations.NullMarked;

/** The text of small plugins. */
@NullMarked
final class PluginSources {

    private static final String PROVIDER = """
            package %1$s;
            import dev.toolgram.api.*;
            import java.util.*;
            @org.pf4j.Extension
            @SuppressWarnings({"unchecked", "rawtypes"})
            public class P implements ToolProvider {
                public List<Tool<?, ?>> tools(PluginContext context) {
                    %2$s
                }
                record Input() {}
                record Output(String said) {}
                record Say(ToolDefinition<Input, Output> definition, String text) implements Tool<Input, Output> {
                    public Output call(Input input, ToolContext context) { return new Output(text); }
                }
                static ToolDefinition.Builder<Input, Output> named(String name) {
                    return ToolDefinition.named(name).title("t").description("d")
                            .input(Input.class).output(Output.class).effect(Effect.READ);
                }
                static Tool<?, ?> say(String name, String text) { return new Say(named(name).build(), text); }
            }
            """;

    private PluginSources() {}

    /** The class {@code <package>.P} with a body for its {@code tools(context)}. */
    static String provider(String packageName, String body) {
        return PROVIDER.formatted(packageName, body);
    }

    /** A plugin with one tool that says something. */
    static JarBuilder saying(String id, String tool, String text) {
        return provides(id, "return List.of(say(\"%s\", \"%s\"));".formatted(tool, text));
    }

    /** A plugin with a body for its {@code tools(context)}. */
    static JarBuilder provides(String id, String body) {
        String packageName = id.replace("-", "").replace(".", "");
        return JarBuilder.plugin(id, packageName + ".P", provider(packageName, body));
    }
}
