package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.schema.RecordBinder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class RawChatFieldsTest {

    record ChatId(long chatId) {}

    record UserName(String user) {}

    record FromChat(ChatReference toChat, String fromChat) {}

    record PeerIds(List<Long> peerIds) {}

    record Nested(List<ChatId> targets) {}

    record Named(Map<String, Long> members) {}

    sealed interface Target {
        record To(String recipient) implements Target {}

        record Me() implements Target {}
    }

    record Either(Target target) {}

    record Declared(ChatReference chat, List<ChatReference> users, Map<String, ChatReference> peers) {}

    record Other(long messageId, String username, String chatTitle, boolean groups, boolean isMember, String groupBy) {}

    static Stream<Arguments> inputs() {
        return Stream.of(
                Arguments.of(ChatId.class, "chat_id"),
                Arguments.of(UserName.class, "user"),
                Arguments.of(FromChat.class, "from_chat"),
                Arguments.of(PeerIds.class, "peer_ids[*]"),
                Arguments.of(Nested.class, "targets[*].chat_id"),
                Arguments.of(Named.class, "members.*"),
                Arguments.of(Either.class, "target.recipient"),
                Arguments.of(Declared.class, "none"),
                Arguments.of(Other.class, "none"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    <I extends Record> void fieldThatIsNamedAsAChatIsFoundUnlessItIsDeclared(Class<I> input, String path) {
        ToolDefinition<I, Object> definition = ToolDefinition.named("test")
                .title("t")
                .description("d")
                .input(input)
                .output(Object.class)
                .effect(Effect.READ)
                .build();

        assertThat(RawChatFields.first(new RecordBinder<>(input).schema(), ChatFields.of(definition))
                        .orElse("none"))
                .isEqualTo(path);
    }
}
