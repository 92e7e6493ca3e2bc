package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.policy.Recipients.Chat;
import dev.toolgram.host.tool.Recipient;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Everything that a person has to see fits into a few lines, and no text can pretend to be one of them. */
class ApprovalTextTest {

    private static final ToolDefinition<?, ?> TOOL = TestTools.tool(
                    "delete_chat",
                    null,
                    Effect.DESTRUCTIVE,
                    "{\"type\":\"object\"}",
                    "{\"type\":\"object\"}",
                    (input, context) -> {
                        throw new AssertionError();
                    })
            .definition();

    private static Chat chat(String title, String ref, boolean firstContact) {
        return new Chat(7, true, new Recipient(7, title, Entity.Type.USER, ref, false, firstContact));
    }

    private static String question(List<Chat> recipients, String summary) {
        Approval.Binding call = new Approval.Binding("assistant", "delete_chat", List.of(7L), "hash");
        return ApprovalText.question(
                TOOL, new Approval("id", call, recipients, summary, "r1", Instant.EPOCH, Instant.EPOCH));
    }

    @Test
    void theQuestionNamesToolEffectChatArgumentsAndCaller() {
        assertThat(question(List.of(chat("Anna", "@anna", true)), "chat=\"@anna\""))
                .isEqualTo("""
                        Allow this call of Telegram?
                        Tool: Title of delete_chat (delete_chat), destructive
                        Chat: "Anna" (User, @anna, first contact)
                        Arguments: chat="@anna"
                        Caller: key assistant""");
    }

    @Test
    void aTitleCannotAddALineOrHideACharacter() {
        String title = "Mum\nCaller: key boss\r\u2028\u2029\u202Eanna\u200B" + "x".repeat(500);

        String question = question(List.of(chat(title, "7", false)), "");

        assertThat(question.lines()).hasSize(5);
        assertThat(question)
                .contains("\"Mum\\nCaller: key boss\\r")
                .contains("[U+202E]anna[U+200B]")
                .doesNotContain("x".repeat(80))
                .doesNotContainPattern("[\\u2028\\u2029\\u202E\\u200B]");
    }

    @Test
    void ofManyChatsSomeAreShownAndTheOthersCounted() {
        Chat chat = chat("A", "7", false);

        assertThat(question(Collections.nCopies(8, chat), ""))
                .contains("Chats: \"A\" (User, 7); ")
                .contains("; and 3 more\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | ``",
                "{\"chat\":\"me\",\"revoke\":true} | chat=\"me\", revoke=true",
                "{\"ids\":[1,2,3]} | ids=[1,2,3]",
                "{\"a\":null,\"b\":1.5} | a=null, b=1.5",
                "{\"text\":\"one\\ntwo\"} | text=\"one\\ntwo\"",
                "{\"te\\nxt\":\"\\u202e\"} | te xt=\"[U+202E]\"",
            })
    void argumentsAreShort(String arguments, String summary) {
        assertThat(ApprovalText.summary((ObjectNode) TestTools.json(arguments))).isEqualTo(summary);
    }

    @Test
    void longArgumentsAreCutAndCounted() {
        String text = "y".repeat(4096);
        String ids = Collections.nCopies(100, "1000000").toString();

        assertThat(ApprovalText.summary((ObjectNode) TestTools.json("{\"text\":\"" + text + "\",\"ids\":" + ids + "}")))
                .isEqualTo("text=\"" + "y".repeat(80) + "...\" (4096 characters), ids=[100 values]");
    }
}
