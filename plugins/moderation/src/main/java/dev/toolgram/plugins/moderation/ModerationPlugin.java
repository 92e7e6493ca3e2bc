package dev.toolgram.plugins.moderation;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.time.InstantSource;
import java.util.List;
import org.pf4j.Extension;

/** Members and administrators of groups and channels. */
@Extension
public final class ModerationPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(
                new BanUser(telegram, InstantSource.system()),
                new UnbanUser(telegram),
                new KickUser(telegram),
                new PromoteUser(telegram),
                new DemoteUser(telegram),
                new GetAdmins(telegram),
                new SetGroupPermissions(telegram),
                new GetRecentActions(telegram));
    }
}
