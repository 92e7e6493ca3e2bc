package dev.toolgram.host.table;

import java.util.List;

/** The tools of the plugin {@code entry}. */
final class EntryTools {

    static final List<ToolRow> ROWS = List.of();

    private EntryTools() {}
}
