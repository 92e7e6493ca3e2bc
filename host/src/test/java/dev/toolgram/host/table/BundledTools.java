package dev.toolgram.host.table;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The tools of every bundled plugin but the sandbox. */
public final class BundledTools {

    public static final List<ToolRow> ALL = Stream.of(
                    MessagesTools.ROWS,
                    ChatsTools.ROWS,
                    FilesTools.ROWS,
                    ReactionsTools.ROWS,
                    PollsTools.ROWS,
                    ModerationTools.ROWS,
                    EntryTools.ROWS,
                    TopicsTools.ROWS,
                    DraftsTools.ROWS,
                    PeopleTools.ROWS,
                    InboxTools.ROWS)
            .flatMap(Collection::stream)
            .toList();

    private BundledTools() {}

    /** The row of a tool. */
    public static ToolRow named(String tool) {
        return ALL.stream().filter(row -> row.tool().equals(tool)).findFirst().orElseThrow();
    }

    /** The tools that change something. */
    public static Stream<ToolRow> changing() {
        return ALL.stream().filter(row -> Objects.nonNull(row.change()));
    }
}
