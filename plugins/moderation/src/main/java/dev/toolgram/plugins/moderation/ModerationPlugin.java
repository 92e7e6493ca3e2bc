package dev.toolgram.plugins.moderation;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import java.util.List;
import org.pf4j.Extension;

/** Members and administrators of groups and channels. */
@Extension
public final class ModerationPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        return List.of();
    }
}
