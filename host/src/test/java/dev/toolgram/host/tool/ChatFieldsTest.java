package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class ChatFieldsTest {

    record Forward(@ChatAccess(ChatAccess.Mode.READ) ChatReference fromChat, ChatReference toChat, String text) {}

    record Everywhere(
            @Nullable ChatReference none,
            List<List<ChatReference>> nested,
            @ChatAccess(ChatAccess.Mode.READ) Set<ChatReference> set,
            ChatReference[] array,
            Map<String, ChatReference> map,
            Optional<ChatReference> optional,
            Box<ChatReference> box,
            List<Target> targets) {}

    record Box<T>(T content) {}

    sealed interface Target {
        record Copy(@ChatAccess(ChatAccess.Mode.READ) ChatReference origin, ChatReference to) implements Target {}

        record Plain(ChatReference to) implements Target {}
    }

    @Test
    void effectSaysWhatIsNotDeclared() {
        assertThat(described(Forward.class, Effect.WRITE)).containsExactly("from_chat READ", "to_chat WRITE");
        assertThat(described(Forward.class, Effect.DESTRUCTIVE)).containsExactly("from_chat READ", "to_chat WRITE");
        assertThat(described(Forward.class, Effect.READ)).containsExactly("from_chat READ", "to_chat READ");
    }

    @Test
    void chatsAreFoundAtEveryDepth() {
        assertThat(described(Everywhere.class, Effect.WRITE))
                .containsExactly(
                        "none WRITE",
                        "nested[*][*] WRITE",
                        "set[*] READ",
                        "array[*] WRITE",
                        "map.* WRITE",
                        "optional WRITE",
                        "box.content WRITE",
                        "targets[*].origin READ",
                        "targets[*].to WRITE",
                        "targets[*].to WRITE");
    }

    @Test
    void chatsOfACallAreRead() {
        Everywhere input = new Everywhere(
                null,
                List.of(List.of(chat("a"), chat("b")), List.of(chat("c"))),
                Set.of(chat("d")),
                new ChatReference[] {chat("e")},
                Map.of("key", chat("f")),
                Optional.of(chat("g")),
                new Box<>(chat("h")),
                List.of(new Target.Plain(chat("i")), new Target.Copy(chat("j"), chat("k"))));

        assertThat(chats(input, ChatAccess.Mode.WRITE)).containsExactly("a", "b", "c", "e", "f", "g", "h", "k", "i");
        assertThat(chats(input, ChatAccess.Mode.READ)).containsExactly("d", "j");
    }

    record OnText(@ChatAccess(ChatAccess.Mode.READ) String text) {}

    record OnTexts(@ChatAccess(ChatAccess.Mode.READ) List<String> text) {}

    record OnRecord(@ChatAccess(ChatAccess.Mode.READ) Forward text) {}

    record Inside(List<OnText> list) {}

    @ParameterizedTest
    @ValueSource(classes = {OnText.class, OnTexts.class, OnRecord.class, Inside.class})
    void accessOfSomethingElseIsRefused(Class<? extends Record> input) {
        assertThatThrownBy(() -> described(input, Effect.READ))
                .hasMessageMatching(
                        "the input of tool 'test' is invalid: @ChatAccess on 'text' of \\S*ChatFieldsTest.*:"
                                + " use it on a ChatReference or a list of them");
    }

    record Tree(ChatReference chat, List<Tree> children) {}

    record Text(String text, List<Text> children) {}

    @Test
    void chatsInARecordThatContainsItselfAreRefused() {
        assertThat(described(Text.class, Effect.READ)).isEmpty();
        assertThatThrownBy(() -> described(Tree.class, Effect.READ))
                .hasMessageEndingWith("ChatFieldsTest$Tree contains itself and a chat reference");
    }

    private static List<String> described(Class<? extends Record> input, Effect effect) {
        return fields(input, effect).stream()
                .map(field -> field.path() + " " + field.access())
                .toList();
    }

    private static List<String> chats(Record input, ChatAccess.Mode access) {
        return fields(input.getClass(), Effect.WRITE).stream()
                .filter(field -> field.access() == access)
                .flatMap(field -> field.in(input))
                .map(ChatReference::value)
                .toList();
    }

    private static List<ChatField> fields(Class<? extends Record> input, Effect effect) {
        return ChatFields.of(ToolDefinition.named("test")
                .title("t")
                .description("d")
                .input(input)
                .output(Text.class)
                .effect(effect)
                .build());
    }

    private static ChatReference chat(String value) {
        return new ChatReference(value);
    }
}
