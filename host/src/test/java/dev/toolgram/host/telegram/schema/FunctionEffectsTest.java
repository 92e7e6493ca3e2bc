package dev.toolgram.host.telegram.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionEffectsTest {

    @Test
    void everyFunctionHasARule() {
        assertThat(TdSchema.get().functions())
                .hasSize(1001)
                .allSatisfy(function ->
                        assertThat(FunctionEffects.rule(function)).as(function).isPresent());
    }

    @Test
    void everyRuleHasAFunction() {
        TreeSet<String> used = TdSchema.get().functions().stream()
                .flatMap(function -> FunctionEffects.rule(function).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(FunctionEffects.rules.keySet()).containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest
    @CsvSource({
        "getChat, true",
        "searchChatMessages, true",
        "loadChats, true",
        "downloadFile, true",
        "openChat, true",
        "checkChatInviteLink, true",
        "viewMessages, false",
        "sendMessage, false",
        "openMessageContent, false",
        "readAllChatMentions, false",
        "readFilePart, true",
        "checkAuthenticationCode, false",
        "getCallbackQueryAnswer, false",
        "getStarWithdrawalUrl, false",
        "setOption, false",
        "notYetInvented, false"
    })
    void functionReads(String function, boolean reads) {
        assertThat(FunctionEffects.reads(function)).isEqualTo(reads);
    }
}
