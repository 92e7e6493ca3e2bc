package dev.toolgram.host.bench;

import dev.toolgram.api.Effect;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.schema.Description;
import java.util.List;
import java.util.stream.IntStream;
import org.pf4j.Extension;

/** The plugin of 500 trivial tools. */
@Extension
public final class ManyTools implements ToolProvider {

    private static final int COUNT = 500;

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        return IntStream.range(0, COUNT).<Tool<?, ?>>mapToObj(Trivial::new).toList();
    }

    record Input(@Description("Any text.") String item) {}

    record Output(int number) {}

    record Trivial(int number) implements Tool<Input, Output> {
        @Override
        public ToolDefinition<Input, Output> definition() {
            return ToolDefinition.named("trivial_" + number)
                    .title("Trivial tool " + number)
                    .description("Returns the number of this tool.")
                    .input(Input.class)
                    .output(Output.class)
                    .route(Route.get("/api/trivial/" + number + "/{item}/number"))
                    .effect(Effect.READ.closedWorld())
                    .build();
        }

        @Override
        public Output call(Input input, ToolContext context) {
            return new Output(number);
        }
    }
}
