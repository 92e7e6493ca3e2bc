package dev.toolgram.plugins.entry;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.time.InstantSource;
import java.util.List;
import org.pf4j.Extension;

/** Invite links, join requests and invitations. */
@Extension
public final class EntryPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(
                new JoinViaInvite(telegram),
                new CreateInviteLink(telegram, InstantSource.system()),
                new ListInviteLinks(telegram),
                new RevokeInviteLink(telegram),
                new InviteToGroup(telegram),
                new ListJoinRequests(telegram),
                new AnswerJoinRequest(telegram));
    }
}
