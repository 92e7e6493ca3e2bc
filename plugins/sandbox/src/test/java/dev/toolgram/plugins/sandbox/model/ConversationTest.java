package dev.toolgram.plugins.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final MessageBox box = new MessageBox(null);
    private final Conversation bob = new Conversation(Peer.user(2), box);
    private final Conversation carla = new Conversation(Peer.user(3), box);

    private static TlObject draft(String text) {
        return TlObject.of("message", "message", text, "date", 1);
    }

    @Test
    void chatsOfABoxShareIdsAndNumbers() {
        assertThat(bob.add(draft("one"), null).message().id()).isEqualTo(1);
        assertThat(carla.add(draft("two"), null).message().id()).isEqualTo(2);
        assertThat(box.pts()).isEqualTo(3);
        assertThat(box.since(1)).extracting(PtsUpdate::pts).containsExactly(2, 3);
    }

    @Test
    void everyEventIsInTheLogWithItsIdentification() {
        PtsUpdate sent = bob.add(draft("mine").with("out", true), 77L);
        PtsUpdate edited = bob.replace(new Message(sent.message().tl().with("message", "changed")));
        PtsUpdate deleted = bob.remove(List.of(1));

        assertThat(box.since(1)).containsExactly(sent, edited, deleted);
        assertThat(sent.updates()).extracting(TlObject::name).containsExactly("updateMessageID", "updateNewMessage");
        assertThat(box.sent(77)).isEqualTo(sent);
    }

    @Test
    void deletingSeveralCountsEach() {
        bob.add(draft("a"), null);
        bob.add(draft("b"), null);

        PtsUpdate deleted = bob.remove(List.of(1, 2));

        assertThat(deleted.count()).isEqualTo(2);
        assertThat(box.pts()).isEqualTo(5);
        assertThat(bob.newest()).isNull();
        assertThat(box.placeOf(1)).isNull();
    }

    @Test
    void onlyIncomingMessagesAreUnread() {
        bob.add(draft("theirs"), null);
        bob.add(draft("mine").with("out", true), null);
        bob.add(draft("theirs again"), null);

        assertThat(bob.unread()).isEqualTo(2);
        assertThat(bob.read(1)).isTrue();
        assertThat(bob.unread()).isEqualTo(1);
        assertThat(bob.read(0)).isTrue();
        assertThat(bob.unread()).isZero();
        assertThat(bob.read(2)).isFalse();
    }

    @Test
    void editedMessageIsFoundByItsNewWords() {
        PtsUpdate sent = bob.add(draft("bread"), null);

        bob.replace(new Message(sent.message().tl().with("message", "beer")));

        assertThat(bob.search("bread").isEmpty()).isTrue();
        assertThat(bob.search("beer").stream()).containsExactly(1);
    }
}
