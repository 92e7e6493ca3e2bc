package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that was compiled before the API had what it has today, on today's host. */
class OlderPluginsIT {

    private static final String PLUGIN = """
            package older;
            import dev.toolgram.api.*;
            import dev.toolgram.api.schema.*;
            import dev.toolgram.api.telegram.*;
            import java.util.List;
            @org.pf4j.Extension
            public class OlderPlugin implements ToolProvider {
                public List<Tool<?, ?>> tools(PluginContext context) { return List.of(new Whoami(context)); }
                record GetMe() implements TdFunction<Entity> {}
                record Whoami(PluginContext context) implements Tool<Whoami.Input, Whoami.Output> {
                    record Input(@Description("Who asks.") @DefaultValue("nobody") String asker) {}
                    record Output(String asker, String plugin, Entity me, Effect.Kind kind) {}
                    public ToolDefinition<Input, Output> definition() {
                        return ToolDefinition.named("whoami").title("t").description("d").input(Input.class)
                                .output(Output.class).route(Route.get("/api/whoami")).effect(Effect.READ).build();
                    }
                    public Output call(Input input, ToolContext call) {
                        if (call.requestId().isEmpty() || call.deadline().isBefore(java.time.Instant.now())) {
                            throw new ToolException(ErrorCode.INTERNAL, "no call");
                        }
                        long self = context.telegram().resolve("chat", new ChatReference("me"));
                        Entity me = context.telegram().send(new GetMe());
                        if (self != me.id()) { throw ToolException.invalidInput("chat", "somebody else"); }
                        return new Output(input.asker(), context.pluginId(), me, definition().effect().kind());
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void jarBuiltAgainstOlderApiWorksOverRestAndMcp() throws Exception {
        Path older = OlderApi.compile(folder.resolve("older"));
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        JarBuilder.plugin("older", "older.OlderPlugin", PLUGIN, older)
                .manifest("Toolgram-Effects", "READ")
                .manifest("Toolgram-Functions", "getMe")
                .writeTo(plugins.resolve("older.jar"));

        try (SandboxHost host = SandboxHost.start(Map.of("TOOLGRAM_PLUGINS_DIR", plugins.toString()))) {
            assertThat(host.get("/api/whoami", Map.of("asker", "REST")).result().toString())
                    .contains("\"asker\":\"REST\"", "\"plugin\":\"older\"", "\"first_name\":\"Ann\"");
            assertThat(host.mcp("whoami", Map.of()).result().toString())
                    .contains("\"asker\":\"nobody\"", "\"kind\":\"READ\"");
        }
    }

    /** Otherwise the test above would prove nothing. */
    @Test
    void olderApiLacksWhatWasAdded() {
        Path older = OlderApi.compile(folder.resolve("older"));

        for (String addition : new String[] {
            "call.isCancelled()",
            "call.scratchDirectory()",
            "context.dataDirectory()",
            "context.telegram().subscribe(Input.class, update -> {}).dropped()"
        }) {
            String source = PLUGIN.replace(
                    "if (call.requestId()", "Object added = %s; if (call.requestId()".formatted(addition));
            assertThat(JarBuilder.plugin("older", "older.OlderPlugin", source)).isNotNull();
            assertThatThrownBy(() -> JarBuilder.plugin("older", "older.OlderPlugin", source, older))
                    .hasMessageContaining("does not compile");
        }
    }
}
