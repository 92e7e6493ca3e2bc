package dev.toolgram.plugins.polls;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.pf4j.Extension;

/** Create, vote, read and close polls. */
@Extension
public final class PollsPlugin implements ToolProvider {

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        TelegramClient telegram = context.telegram();
        return List.of(
                new CreatePoll(telegram),
                new VotePoll(telegram),
                new GetPollResults(telegram),
                new ClosePoll(telegram));
    }
}
