package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reactions to messages by user. Guarded by the world's lock. */
public final class Reactions {
    /** The emoji that everybody may react with. */
    public static final List<String> EMOJI = List.of("👍", "👎", "❤", "🔥", "🥰", "👏", "😁", "🤔", "🎉", "😢");

    private record Place(Peer peer, int message) {}

    /** One reaction of a user. */
    public record Given(long person, String emoji, boolean big, int date) {

        /** As an object of the type MessagePeerReaction, seen by the account. */
        public TlObject toTl(long account) {
            return TlObject.of("messagePeerReaction")
                    .with("big", big)
                    .with("my", person == account)
                    .with("peer_id", Peer.user(person).toTl())
                    .with("date", date)
                    .with("reaction", reaction(emoji));
        }
    }

    private final Map<Place, List<Given>> given = new HashMap<>();

    /** The reactions to a message, the newest first. */
    public List<Given> of(Peer peer, int message) {
        return List.copyOf(given.getOrDefault(new Place(peer, message), List.of()));
    }

    /** Sets a user's reactions to a message in place of the earlier ones. Returns whether they differ. */
    public boolean set(Peer peer, int message, long person, List<String> emoji, boolean big, int date) {
        List<Given> all = given.computeIfAbsent(new Place(peer, message), key -> new ArrayList<>());
        List<String> before = all.stream()
                .filter(each -> each.person() == person)
                .map(Given::emoji)
                .toList();
        if (before.equals(emoji)) {
            return false;
        }
        all.removeIf(each -> each.person() == person);
        emoji.forEach(each -> all.addFirst(new Given(person, each, big, date)));
        return true;
    }

    /**
     * As an object of the type MessageReactions, seen by the account.
     *
     * @param listed whether it shows who reacted
     */
    public TlObject toTl(Peer peer, int message, long account, boolean listed) {
        List<Given> all = of(peer, message);
        Map<String, Integer> counts = new LinkedHashMap<>();
        all.forEach(each -> counts.merge(each.emoji(), 1, Integer::sum));
        List<String> own = all.stream()
                .filter(each -> each.person() == account)
                .map(Given::emoji)
                .toList();
        List<TlObject> results = counts.entrySet().stream()
                .sorted((one, other) -> other.getValue() - one.getValue())
                .map(each -> TlObject.of("reactionCount")
                        .with("chosen_order", own.contains(each.getKey()) ? own.indexOf(each.getKey()) : null)
                        .with("reaction", reaction(each.getKey()))
                        .with("count", each.getValue()))
                .toList();
        return TlObject.of("messageReactions")
                .with("can_see_list", listed && peer.kind() != Peer.Kind.USER)
                .with("results", results)
                .with(
                        "recent_reactions",
                        listed ? all.stream().map(each -> each.toTl(account)).toList() : null);
    }

    /** As an object of the type Reaction. */
    public static TlObject reaction(String emoji) {
        return TlObject.of("reactionEmoji", "emoticon", emoji);
    }
}
