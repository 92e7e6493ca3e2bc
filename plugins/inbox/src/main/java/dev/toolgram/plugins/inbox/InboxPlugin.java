package dev.toolgram.plugins.inbox;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.pf4j.Extension;

/** Unread chats, catching up and exports. */
@Extension
public final class InboxPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(new ListUnread(telegram), new CatchUp(telegram), new ExportChat(telegram));
    }
}
