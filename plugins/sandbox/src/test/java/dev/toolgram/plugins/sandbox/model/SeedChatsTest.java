package dev.toolgram.plugins.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.Schema;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedChatsTest {
    private final ServerState state = SeedChats.newState(InstantSource.system());

    @Test
    void everyWorldBeginsTheSame() {
        ServerState other = SeedChats.newState(InstantSource.system());

        assertThat(texts(other)).isEqualTo(texts(state)).hasSizeGreaterThan(350);
    }

    private static List<String> texts(ServerState state) {
        return state.conversations().stream()
                .flatMap(conversation -> conversation.ids().stream()
                        .mapToObj(id -> conversation.peer() + " " + id + " " + conversation.select(List.of(id))))
                .map(text -> text.replaceAll(" date=\\d+", ""))
                .toList();
    }

    @Test
    void everyMessageFitsTheSchema() {
        Codec codec = new Codec(Schema.load());

        for (Conversation conversation : state.conversations()) {
            conversation
                    .select(conversation.ids().stream().boxed().toList())
                    .forEach(message -> assertThat(codec.write(message.tl())).isNotEmpty());
            assertThat(codec.write(conversation.toTl())).isNotEmpty();
        }
    }

    @Test
    void pinnedChatIsFirstAndArchivedOneIsElsewhere() {
        assertThat(state.dialogs(0).getFirst().peer()).isEqualTo(Peer.user(SeedUsers.BOB));
        assertThat(state.dialogs(1)).extracting(Conversation::peer).containsExactly(Peer.user(SeedUsers.DMITRI));
    }

    @Test
    void furtherChatsAreBelowTheOthersAndEveryTenthIsUnread() {
        ServerState many = SeedChats.newState(InstantSource.system(), 30);

        assertThat(many.dialogs(0))
                .extracting(Conversation::peer)
                .startsWith(state.dialogs(0).stream().map(Conversation::peer).toArray(Peer[]::new))
                .hasSize(state.dialogs(0).size() + 30);
        assertThat(many.dialogs(0).reversed().stream().limit(30).filter(guest -> guest.unread() == 1))
                .hasSize(3);
        assertThat(many.named("guest_30").map(many::conversation))
                .contains(many.dialogs(0).getLast());
    }

    @Test
    void someMessagesAreUnread() {
        assertThat(state.conversation(Peer.user(SeedUsers.CARLA)).unread()).isEqualTo(2);
        assertThat(state.conversation(Peer.user(SeedUsers.BOB)).unread()).isZero();
    }

    @Test
    void channelThatWasNotJoinedIsNotListed() {
        Peer trains = state.named("Night_Trains").orElseThrow();

        assertThat(state.dialogs(0)).extracting(Conversation::peer).doesNotContain(trains);
    }
}
