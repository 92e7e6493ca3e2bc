package dev.toolgram.plugins.drafts;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.pf4j.Extension;

/** Drafts and scheduled messages. */
@Extension
public final class DraftsPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(
                new SaveDraft(telegram),
                new GetDrafts(telegram),
                new ClearDraft(telegram),
                new ListScheduledMessages(telegram),
                new CancelScheduledMessage(telegram));
    }
}
