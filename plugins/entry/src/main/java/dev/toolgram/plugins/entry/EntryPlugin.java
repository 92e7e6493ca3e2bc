package dev.toolgram.plugins.entry;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import java.util.List;
import org.pf4j.Extension;

/** Invite links, join requests and invitations. */
@Extension
public final class EntryPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        return List.of();
    }
}
