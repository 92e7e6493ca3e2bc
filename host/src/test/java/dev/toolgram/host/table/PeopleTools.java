package dev.toolgram.host.table;

import java.util.List;

/** The tools of the plugin {@code people}. */
final class PeopleTools {

    static final List<ToolRow> ROWS = List.of();

    private PeopleTools() {}
}
