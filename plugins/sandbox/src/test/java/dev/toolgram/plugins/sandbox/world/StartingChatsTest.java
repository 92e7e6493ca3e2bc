package dev.toolgram.plugins.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.Schema;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartingChatsTest {
    private final World world = StartingChats.newWorld(InstantSource.system());

    @Test
    void everyWorldBeginsTheSame() {
        World other = StartingChats.newWorld(InstantSource.system());

        assertThat(texts(other)).isEqualTo(texts(world)).hasSizeGreaterThan(350);
    }

    private static List<String> texts(World world) {
        return world.conversations().stream()
                .flatMap(conversation -> conversation.ids().stream()
                        .mapToObj(id -> conversation.peer() + " " + id + " " + conversation.select(List.of(id))))
                .map(text -> text.replaceAll(" date=\\d+", ""))
                .toList();
    }

    @Test
    void everyMessageFitsTheSchema() {
        Codec codec = new Codec(Schema.load());

        for (Conversation conversation : world.conversations()) {
            conversation
                    .select(conversation.ids().stream().boxed().toList())
                    .forEach(message -> assertThat(codec.write(message.tl())).isNotEmpty());
            assertThat(codec.write(conversation.toTl())).isNotEmpty();
        }
    }

    @Test
    void pinnedChatIsFirstAndArchivedOneIsElsewhere() {
        assertThat(world.dialogs(0).getFirst().peer()).isEqualTo(Peer.user(StartingPeople.BOB));
        assertThat(world.dialogs(1)).extracting(Conversation::peer).containsExactly(Peer.user(StartingPeople.DMITRI));
    }

    @Test
    void someMessagesAreUnread() {
        assertThat(world.conversation(Peer.user(StartingPeople.CARLA)).unread()).isEqualTo(2);
        assertThat(world.conversation(Peer.user(StartingPeople.BOB)).unread()).isZero();
    }

    @Test
    void channelThatWasNotJoinedIsNotListed() {
        Peer trains = world.named("Night_Trains").orElseThrow();

        assertThat(world.dialogs(0)).extracting(Conversation::peer).doesNotContain(trains);
    }
}
