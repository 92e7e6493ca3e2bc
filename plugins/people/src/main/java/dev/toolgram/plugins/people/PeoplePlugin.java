package dev.toolgram.plugins.people;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import java.util.List;
import org.pf4j.Extension;

/** Contacts and blocked users. */
@Extension
public final class PeoplePlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        return List.of();
    }
}
