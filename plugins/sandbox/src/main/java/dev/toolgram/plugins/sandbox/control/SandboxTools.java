package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.plugins.sandbox.SandboxSettings;
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
    public List<Class<? extends Record>> settings() {
        return List.of(SandboxSettings.class);
    }

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        if (!context.settings(SandboxSettings.class).control()) {
            return List.of();
        }
        return Stream.of(
                        MessageTools.all(),
                        InteractionTools.all(),
                        FaultTools.all(),
                        InspectionTools.all(),
                        ChatTools.all(),
                        LoginTools.all(),
                        PeopleTools.all(),
                        AddressTools.all())
                .flatMap(List::stream)
                .toList();
    }
}
