package dev.toolgram.host.telegram.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.InputProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TdSentencesTest {

    private static final int MOST = 130;

    static Stream<String> sentences() throws IOException {
        try (InputStream file = TdSentencesTest.class.getResourceAsStream("tdlib-errors.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\|")[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void everySentenceGetsAFieldAndAdvice(String sentence) {
        InputProblem problem = TdSentences.problem(sentence.replace("*", "photos to the chat"));

        assertThat(problem.message()).matches("[A-Z].+").hasSizeLessThan(MOST);
        if (!sentence.equals("Not Found")) {
            assertThat(problem.path()).hasSize(1);
            assertThat(problem.message()).contains(": ").isNotEqualTo(sentence);
        }
    }

    /** TDLib 1.8.65: MessagesManager, DialogManager, DialogParticipantManager, ChatManager, MessageContent. */
    @ParameterizedTest
    @CsvSource({
        "Message can't be deleted, message_id, only administrators",
        "Message can't be deleted for everyone, revoke, set revoke to false",
        "Message can't be edited, message_id, another person's",
        "Chat member status can't be changed in private chats, chat, use a group or channel",
        "Member list is inaccessible, chat, only to administrators",
        "Have no write access to the chat, chat, join it",
        "Not enough rights to send videos to the chat, chat, another kind",
        "Can't access the chat to forward messages from, from_chat, join it",
        "Text must be non-empty, text, visible character",
        "Title must be non-empty, title, visible character",
        "Entity URL 'http://e.com:99999' is invalid: Wrong port number specified in the URL, text, invalid address",
        "Have no access to the user, user, use @username",
        "Invalid message identifier specified, message_id, get_messages"
    })
    void theAdviceFitsTheSentence(String sentence, String field, String words) {
        InputProblem problem = TdSentences.problem(sentence);

        assertThat(problem.path()).isEqualTo(List.of(field));
        assertThat(problem.message()).contains(words);
    }

    @Test
    void anUnknownSentenceIsHandedOn() {
        assertThat(TdSentences.problem("Games can't be sent to channel chats"))
                .isEqualTo(new InputProblem(List.of(), "Games can't be sent to channel chats", "value_error"));
    }
}
