package dev.toolgram.plugins.polls;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import java.util.List;
import org.pf4j.Extension;

/** Create, vote, read and close polls. */
@Extension
public final class PollsPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        return List.of();
    }
}
