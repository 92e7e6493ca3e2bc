package dev.toolgram.host.table;

import java.util.List;

/** The tools of the plugin {@code inbox}. */
final class InboxTools {

    static final List<ToolRow> ROWS = List.of();

    private InboxTools() {}
}
