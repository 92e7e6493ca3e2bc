package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.PluginCalls;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolSnapshot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolSelectionTest {

    private record Nothing() {}

    private static final List<RegisteredTool> TOOLS = List.of(
            tool("messages", "get_messages", Effect.READ, true),
            tool("messages", "get_replies", Effect.READ, true),
            tool("messages", "delete_messages", Effect.DESTRUCTIVE, true),
            tool("topics", "create_topic", Effect.WRITE, true),
            tool("topics", "list_topics", Effect.READ, true),
            tool("toolgram", "account_health", Effect.READ, true),
            tool("toolgram", "get_send", Effect.READ, true),
            tool("sandbox", "sandbox_receive", Effect.WRITE, false),
            tool("weather", "forecast", Effect.READ, false));

    private static RegisteredTool tool(String plugin, String name, Effect effect, boolean bundled) {
        return new RegisteredTool(
                plugin,
                ToolDefinition.named(name)
                        .title("T")
                        .description("D")
                        .input(Nothing.class)
                        .output(Nothing.class)
                        .effect(effect)
                        .cost(Cost.READ)
                        .build(),
                StrictJson.object(),
                null,
                (arguments, context) -> {
                    throw new AssertionError();
                },
                new PluginCalls(),
                List.of(),
                bundled);
    }

    private static ToolSelection selection(@Nullable String entries) {
        return ToolSelection.of(
                entries == null ? List.of() : Arrays.asList(entries.strip().split(" +")));
    }

    /** {@code CORE} stands for what a host without the setting lists. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                              | CORE                                                           |
            core              | CORE                                                           |
            +list_topics      | CORE list_topics                                               |
            core,list_topics  | CORE list_topics                                               |
            +topics           | CORE create_topic list_topics                                  |
            -delete_messages  | account_health forecast get_messages sandbox_receive           | delete_messages
            +topics,-messages | account_health create_topic forecast list_topics sandbox_receive | delete_messages get_messages get_replies
            all,-topics       | account_health delete_messages forecast get_messages get_replies get_send sandbox_receive | create_topic list_topics
            reader            | account_health forecast get_messages get_replies get_send list_topics |
            topics            | create_topic list_topics                                       |
            get_replies       | get_replies                                                    |
            core,-reader      | delete_messages sandbox_receive                                | account_health forecast get_messages get_replies get_send list_topics
            """)
    void listedAndLeftOut(@Nullable String setting, String listed, @Nullable String leftOut) {
        ToolSelection selection = selection(setting == null ? null : setting.replace(',', ' '));
        String core = "account_health delete_messages forecast get_messages sandbox_receive";

        assertThat(TOOLS.stream().filter(selection::lists).map(RegisteredTool::name))
                .containsExactlyInAnyOrder(listed.replace("CORE", core).split(" +"));
        assertThat(TOOLS.stream().filter(tool -> !selection.offers(tool)).map(RegisteredTool::name))
                .containsExactlyInAnyOrder(leftOut == null ? new String[0] : leftOut.split(" +"));
        assertThat(selection.unknown(ToolSnapshot.EMPTY.with(TOOLS))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            raeder          | TOOLGRAM_TOOLS: unknown profile, plugin or tool 'raeder'; did you mean reader?
            cor             | TOOLGRAM_TOOLS: unknown profile, plugin or tool 'cor'; did you mean core?
            -delete_message | TOOLGRAM_TOOLS: unknown profile, plugin or tool 'delete_message'; did you mean delete_messages?
            +topic          | TOOLGRAM_TOOLS: unknown profile, plugin or tool 'topic'; did you mean topics?
            """)
    void aMistypedEntryIsNamed(String entry, String problem) {
        assertThat(selection(entry).unknown(ToolSnapshot.EMPTY.with(TOOLS))).containsExactly(problem);
    }

    @Test
    void theCoreHasTheNamesOfTheOriginal() {
        assertThat(ToolSelection.NAMES).hasSize(15 + 19);
    }
}
