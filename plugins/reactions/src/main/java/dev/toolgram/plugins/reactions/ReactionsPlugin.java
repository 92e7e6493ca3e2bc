package dev.toolgram.plugins.reactions;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.pf4j.Extension;

/** Reactions to messages and who has read them. */
@Extension
public final class ReactionsPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(
                new SetReaction(telegram),
                new RemoveReaction(telegram),
                new GetMessageReactions(telegram),
                new GetMessageReadBy(telegram));
    }
}
