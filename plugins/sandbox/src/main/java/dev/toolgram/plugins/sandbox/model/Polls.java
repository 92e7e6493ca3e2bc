package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All polls and their votes. Guarded by the world's lock. */
public final class Polls {
    private final Map<Long, Poll> polls = new HashMap<>();

    /**
     * A poll.
     *
     * @param correct the indices of the correct options; empty if it is not a quiz
     * @param votes the indices of the options that each user chose
     */
    public record Poll(
            TlObject tl,
            long creator,
            Set<Integer> correct,
            @Nullable String solution,
            Map<Long, Set<Integer>> votes) {

        /** Its id. */
        public long id() {
            return tl.longField("id");
        }

        /** Whether nobody can vote any more. */
        public boolean closed() {
            return tl.boolField("closed");
        }

        /** The index of an option; -1 if it has no such option. */
        public int indexOf(byte[] option) {
            List<TlObject> answers = tl.objects("answers");
            for (int i = 0; i < answers.size(); i++) {
                if (text(answers.get(i).bytes("option")).equals(text(option))) {
                    return i;
                }
            }
            return -1;
        }

        private static String text(byte[] option) {
            return new String(option, StandardCharsets.UTF_8);
        }

        /** The poll, as an object of the type Poll, seen by the account. */
        public TlObject poll(long account) {
            return tl.with("creator", creator == account);
        }

        /** The results as an object of the type PollResults: only who has voted sees them before the end. */
        public TlObject results(long account) {
            Set<Integer> own = votes.getOrDefault(account, Set.of());
            boolean told = !own.isEmpty() || closed();
            TlObject results = TlObject.of("pollResults", "total_voters", votes.size());
            if (!told && creator != account) {
                return results;
            }
            List<TlObject> answers = tl.objects("answers");
            List<TlObject> voters = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                int index = i;
                int count = (int) votes.values().stream()
                        .filter(chosen -> chosen.contains(index))
                        .count();
                voters.add(TlObject.of("pollAnswerVoters")
                        .with("chosen", own.contains(i))
                        .with("correct", correct.contains(i))
                        .with("option", answers.get(i).bytes("option"))
                        .with("voters", count)
                        .with("recent_voters", List.of()));
            }
            return results.with("results", voters)
                    .with("solution", solution)
                    .with("solution_entities", solution == null ? null : List.of());
        }

        /** As an object of the type MessageMedia. */
        public TlObject media(long account) {
            return TlObject.of("messageMediaPoll", "poll", poll(account), "results", results(account));
        }

        /** The event of its change. */
        public TlObject update(Peer peer, int message, long account) {
            return TlObject.of("updateMessagePoll")
                    .with("peer", peer.toTl())
                    .with("msg_id", message)
                    .with("poll_id", id())
                    .with("poll", poll(account))
                    .with("results", results(account));
        }
    }

    /** Adds a poll without votes. */
    public Poll add(TlObject poll, long creator, Set<Integer> correct, @Nullable String solution) {
        Poll added = new Poll(poll, creator, new TreeSet<>(correct), solution, new LinkedHashMap<>());
        polls.put(added.id(), added);
        return added;
    }

    /** The poll of a message; {@code null} if it has none. */
    public @Nullable Poll of(@Nullable Message message) {
        TlObject media = message == null ? null : message.media();
        return media != null && media.is("messageMediaPoll")
                ? polls.get(media.object("poll").longField("id"))
                : null;
    }

    /** Ends a poll. */
    public Poll close(Poll poll) {
        Poll closed =
                new Poll(poll.tl().with("closed", true), poll.creator(), poll.correct(), poll.solution(), poll.votes());
        polls.put(closed.id(), closed);
        return closed;
    }
}
