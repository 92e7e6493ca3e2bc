package dev.toolgram.plugins.messages;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.pf4j.Extension;

/** Contributes the message tools. */
@Extension
public final class MessagesPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(
                new GetMessages(telegram),
                new SendMessage(telegram),
                new EditMessage(telegram),
                new DeleteMessages(telegram),
                new ForwardMessages(telegram),
                new MarkRead(telegram),
                new GetMessage(telegram),
                new PinMessage(telegram),
                new UnpinMessage(telegram),
                new GetPinnedMessages(telegram),
                new GetMessageContext(telegram),
                new GetReplies(telegram),
                new SearchGlobal(telegram),
                new GetMessageLink(telegram),
                new ResolveMessageLink(telegram));
    }
}
