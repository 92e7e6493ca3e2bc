package dev.toolgram.host.table;

import java.util.List;

/** The tools of the plugin {@code drafts}. */
final class DraftsTools {

    static final List<ToolRow> ROWS = List.of();

    private DraftsTools() {}
}
