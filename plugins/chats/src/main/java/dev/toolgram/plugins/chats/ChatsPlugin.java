package dev.toolgram.plugins.chats;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.pf4j.Extension;

/** Contributes the tools for the account and its chats. */
@Extension
public final class ChatsPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(
                new GetMe(telegram),
                new GetEntity(telegram),
                new BulkResolve(telegram),
                new GetLinkedChat(telegram),
                new GetDialogs(telegram),
                new ListFolders(telegram),
                new SearchPublicChats(telegram),
                new ArchiveChat(telegram),
                new MuteChat(telegram),
                new GetParticipants(telegram),
                new CreateGroup(telegram),
                new DeleteChat(telegram),
                new JoinChat(telegram),
                new LeaveChat(telegram));
    }
}
