package dev.toolgram.plugins.people;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.pf4j.Extension;

/** Contributes the tools for contacts and blocked users. */
@Extension
public final class PeoplePlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(
                new ListContacts(telegram),
                new SearchContacts(telegram),
                new AddContact(telegram),
                new BlockUser(telegram),
                new UnblockUser(telegram),
                new GetCommonChats(telegram));
    }
}
