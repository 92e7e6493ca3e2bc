package dev.toolgram.host.table;

import java.util.List;

/** The tools of the plugin {@code topics}. */
final class TopicsTools {

    static final List<ToolRow> ROWS = List.of();

    private TopicsTools() {}
}
