package dev.toolgram.host.table;

import java.util.List;

/** The tools of the plugin {@code reactions}. */
final class ReactionsTools {

    static final List<ToolRow> ROWS = List.of();

    private ReactionsTools() {}
}
