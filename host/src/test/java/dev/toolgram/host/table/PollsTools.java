package dev.toolgram.host.table;

import java.util.List;

/** The tools of the plugin {@code polls}. */
final class PollsTools {

    static final List<ToolRow> ROWS = List.of();

    private PollsTools() {}
}
