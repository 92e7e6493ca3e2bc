package ${package};

import dev.toolgram.api.*;
import java.util.List;
import org.pf4j.Extension;

@Extension
public class WaitingPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        return List.of(new WaitingChats(context.telegram()));
    }
}
