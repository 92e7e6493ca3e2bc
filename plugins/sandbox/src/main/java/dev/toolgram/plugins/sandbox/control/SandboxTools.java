package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/**
 * Tools that steer the sandbox from a test, published only where {@code TOOLGRAM_PLUGIN_SANDBOX_CONTROL=true}: a model
 * that is tried out in the sandbox must not see that it is one.
 */
@Extension
public final class SandboxTools implements ToolProvider {
    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        if (!context.setting("CONTROL").map("true"::equals).orElse(false)) {
            return List.of();
        }
        return Stream.of(
                        WritingTools.all(),
                        FaultTools.all(),
                        InspectionTools.all(),
                        SignInTools.all(),
                        AddressTools.all())
                .flatMap(List::stream)
                .toList();
    }
}
