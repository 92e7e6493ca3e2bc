package dev.toolgram.host.table;

import java.util.List;

/** The tools of the plugin {@code moderation}. */
final class ModerationTools {

    static final List<ToolRow> ROWS = List.of();

    private ModerationTools() {}
}
