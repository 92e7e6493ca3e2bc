package dev.toolgram.plugins.topics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatMemberStatus;
import dev.toolgram.tdlib.ChatMemberStatusLeft;
import dev.toolgram.tdlib.ChatMemberStatusMember;
import dev.toolgram.tdlib.ChatMemberStatusRestricted;
import dev.toolgram.tdlib.ChatPermissions;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetSupergroup;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Members who may not create topics, which the sandbox does not have. */
@NullUnmarked // the tool does not use its context
class CreateTopicTest {

    static Stream<Arguments> members() {
        return Stream.of(
                Arguments.of(new ChatMemberStatusMember(0), "only administrators create topics"),
                Arguments.of(
                        new ChatMemberStatusRestricted(true, 0, permissions()), "only administrators create topics"),
                Arguments.of(new ChatMemberStatusRestricted(false, 0, permissions()), "not a member"),
                Arguments.of(new ChatMemberStatusLeft(), "not a member"));
    }

    @ParameterizedTest
    @MethodSource("members")
    void whoMayNotCreateTopicsIsToldWhy(ChatMemberStatus status, String reason) {
        CreateTopic tool = new CreateTopic(new Telegram(status));
        CreateTopic.Input input = new CreateTopic.Input(new ChatReference("forum"), "Title", null);

        assertThatThrownBy(() -> tool.call(input, null))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(reason);
    }

    private static ChatPermissions permissions() {
        return new ChatPermissions(
                true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, false);
    }

    /** A forum in which members do not create topics. */
    private record Telegram(ChatMemberStatus status) implements TelegramClient {

        @Override
        public <R> R send(TdFunction<?> function, Class<R> as) {
            return as.cast(
                    switch (function) {
                        case GetChat _ -> new Forums.Chat(new ChatTypeSupergroup(1, false), permissions());
                        case GetSupergroup _ -> new Forums.Supergroup(true, status);
                        default -> throw new IllegalArgumentException(function.toString());
                    });
        }

        @Override
        public <R> R send(TdFunction<R> function) {
            throw new IllegalArgumentException(function.toString());
        }

        @Override
        public long resolve(String field, ChatReference chat) {
            return 1;
        }

        @Override
        public FormattedText format(String text, @Nullable ParseMode mode) {
            return FormattedText.plain(text);
        }

        @Override
        public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
            throw new UnsupportedOperationException();
        }
    }
}
