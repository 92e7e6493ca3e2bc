package dev.toolgram.host.mcp.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolIndexTest {

    private record Nothing() {}

    private static final ToolIndex INDEX = new ToolIndex(List.of(
            tool("polls", "close_poll", "Close a poll", "Ends the voting in a poll of the account."),
            tool("topics", "create_topic", "Create a topic", "Creates a topic in a forum group."),
            tool("drafts", "save_draft", "Save a draft", "Saves an unsent text in a chat."),
            tool("reactions", "get_message_reactions", "Get reactions", "Returns who reacted to a message."),
            tool("messages", "get_replies", "Get replies", "Returns the comments under a message of a topic.")));

    private static RegisteredTool tool(String plugin, String name, String title, String description) {
        return new RegisteredTool(
                plugin,
                ToolDefinition.named(name)
                        .title(title)
                        .description(description)
                        .input(Nothing.class)
                        .output(Nothing.class)
                        .effect(Effect.READ)
                        .build(),
                StrictJson.object(),
                null,
                (arguments, context) -> {
                    throw new AssertionError();
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            poll                        | close_poll
            POLLS                       | close_poll
            topic                       | create_topic get_replies
            topics                      | create_topic get_replies
            create a topic in a group   | create_topic get_replies
            voting                      | close_poll
            react                       | get_message_reactions
            reactions to a message      | get_message_reactions get_replies
            get_replies                 | get_replies get_message_reactions
            unsent text                 | save_draft
            a of in                     |
            weather                     |
            """)
    void wordsFindTools(String query, @Nullable String names) {
        assertThat(INDEX.find(query, 10).stream().map(RegisteredTool::name))
                .containsExactly(names == null ? new String[0] : names.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void theBestAreKept(int limit) {
        assertThat(INDEX.find("message topic", limit)).hasSize(limit);
    }
}
