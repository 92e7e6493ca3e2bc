package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolSnapshot;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

    private record Nothing() {}

    private static RegisteredTool tool(String plugin, String name, Effect.Kind effect, Cost cost) {
        return new RegisteredTool(
                plugin,
                ToolDefinition.named(name)
                        .title("T")
                        .description("D")
                        .input(Nothing.class)
                        .output(Nothing.class)
                        .effect(new Effect(effect, false, true))
                        .cost(cost)
                        .build(),
                StrictJson.object(),
                null,
                (arguments, context) -> {
                    throw new AssertionError();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "messages, READ,        READ,    reader",
        "chats,    READ,        RESOLVE, reader",
        "polls,    READ,        FULL,    reader",
        "messages, WRITE,       SEND,    inbox",
        "messages, WRITE,       ADMIN,   inbox",
        "messages, DESTRUCTIVE, ADMIN,   inbox",
        "files,    WRITE,       SEND,    inbox",
        "polls,    WRITE,       SEND,    inbox",
        "polls,    WRITE,       ADMIN,   moderator",
        "polls,    DESTRUCTIVE, SEND,    moderator",
        "polls,    DESTRUCTIVE, ADMIN,   moderator",
        "chats,    DESTRUCTIVE, ADMIN,   all",
        "chats,    WRITE,       JOIN,    all",
        "chats,    WRITE,       CREATE,  all",
        "polls,    WRITE,       JOIN,    all"
    })
    void toolFallsIntoProfile(String plugin, Effect.Kind effect, Cost cost, String lowest) {
        RegisteredTool tool = tool(plugin, "any", effect, cost);

        assertThat(Arrays.stream(Profile.values())
                        .filter(profile -> profile.allows(tool))
                        .findFirst())
                .isEqualTo(Profile.named(lowest));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reader                       | get_messages
            inbox                        | get_messages delete_messages send_file
            inbox -delete_messages       | get_messages send_file
            messages                     | get_messages delete_messages
            all -messages                | join_chat send_file
            all -reader                  | delete_messages join_chat send_file
            join_chat                    | join_chat
            join_chat -all               |
            """)
    void rulesAllow(String entries, String names) {
        List<RegisteredTool> tools = List.of(
                tool("messages", "get_messages", Effect.Kind.READ, Cost.READ),
                tool("messages", "delete_messages", Effect.Kind.DESTRUCTIVE, Cost.ADMIN),
                tool("chats", "join_chat", Effect.Kind.WRITE, Cost.JOIN),
                tool("files", "send_file", Effect.Kind.WRITE, Cost.SEND));
        ToolRules rules = ToolRules.of(List.of(entries.strip().split(" +")));

        assertThat(tools.stream().filter(rules::allows).map(RegisteredTool::name))
                .containsExactlyInAnyOrder(names == null ? new String[0] : names.split(" +"));
        assertThat(rules.unknown(ToolSnapshot.EMPTY.with(tools))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            raeder          | unknown profile, plugin or tool 'raeder'; did you mean reader?
            -delete_message | unknown profile, plugin or tool 'delete_message'; did you mean delete_messages?
            polls           | unknown profile, plugin or tool 'polls'
            """)
    void unknownEntryIsNamed(String entry, String problem) {
        ToolSnapshot tools = ToolSnapshot.EMPTY.with(
                List.of(tool("messages", "delete_messages", Effect.Kind.DESTRUCTIVE, Cost.ADMIN)));

        assertThat(ToolRules.of(List.of(entry)).unknown(tools)).containsExactly(problem);
    }
}
