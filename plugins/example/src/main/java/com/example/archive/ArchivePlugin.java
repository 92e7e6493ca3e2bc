package com.example.archive;

import dev.toolgram.api.EventSink;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import java.util.List;
import org.pf4j.Extension;

/** Contributes the tools and the diary, and subscribes to new messages. */
@Extension
public final class ArchivePlugin implements ToolProvider {

    @Override
    public List<Class<? extends Record>> settings() {
        return List.of(AlertSettings.class, DiarySettings.class);
    }

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        AlertSettings settings = context.settings(AlertSettings.class);
        AlertLog log = AlertLog.open(context.dataDirectory().resolve("alerts.tsv"), settings.keep());
        KeywordWatch watch = new KeywordWatch(settings.words(), log);
        // The subscription ends when the plugin stops.
        var _ = context.telegram().subscribe(Td.UpdateNewMessage.class, watch::onMessage);
        return List.of(new ExportChat(context.telegram()), new KeywordAlerts(log), new ClearAlerts(log));
    }

    @Override
    public List<EventSink> sinks(PluginContext context) {
        boolean wanted = context.settings(DiarySettings.class).diary();
        return wanted ? List.of(new Diary(context.dataDirectory().resolve("diary"))) : List.of();
    }
}
