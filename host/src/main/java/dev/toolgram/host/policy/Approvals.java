package dev.toolgram.host.policy;

import dev.toolgram.host.policy.Approval.Binding;
import dev.toolgram.host.policy.Recipients.Chat;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The approvals that were asked for and not used yet, in memory. Each is for one call and is used once. A call that asks
 * again gets the approval that its predecessor has left. Thread-safe.
 */
public final class Approvals {

    private static final Logger log = LoggerFactory.getLogger(Approvals.class);

    /** The most approvals that one key can have open. */
    static final int MAX_OPEN = 100;

    private static final int ID_BYTES = 18;

    private final SecureRandom random = new SecureRandom();
    private final Duration life;
    private final Map<String, Entry> open = new LinkedHashMap<>();

    enum State {
        PENDING,
        APPROVED,
        DECLINED
    }

    private static final class Entry {
        final Approval approval;
        long end;
        State state = State.PENDING;
        boolean attended;

        Entry(Approval approval, long end) {
            this.approval = approval;
            this.end = end;
        }

        boolean isFor(Binding binding) {
            return approval.binding().equals(binding);
        }
    }

    /** @param life how long a person has time to decide, and then the caller to use the approval */
    public Approvals(Duration life) {
        this.life = life;
    }

    /**
     * The approval of a call, which the call now attends to: one that was left by an earlier call, the decided ones
     * first, or a new one.
     *
     * @return empty if the key has too many
     */
    synchronized Optional<Approval> attend(Binding binding, List<Chat> targets, String summary) {
        forgetExpired();
        Entry left = null;
        int ofKey = 0;
        for (Entry entry : open.values()) {
            ofKey += Objects.equals(entry.approval.binding().key(), binding.key()) ? 1 : 0;
            if (!entry.attended
                    && entry.isFor(binding)
                    && (left == null || left.state == State.PENDING && entry.state != State.PENDING)) {
                left = entry;
            }
        }
        if (left == null && ofKey >= MAX_OPEN) {
            return Optional.empty();
        }
        if (left == null) {
            Instant now = Instant.now();
            Approval approval = new Approval(newId(), binding, targets, summary, now, now.plus(life));
            left = new Entry(approval, System.nanoTime() + life.toNanos());
            open.put(approval.id(), left);
        }
        left.attended = true;
        return Optional.of(left.approval);
    }

    /** Whether an approval is open and for this call. */
    synchronized boolean isFor(String id, Binding binding) {
        forgetExpired();
        Entry entry = open.get(id);
        return entry != null && entry.isFor(binding);
    }

    /** Lets the next call of the same kind attend to an approval. */
    synchronized void leave(Approval approval) {
        Entry entry = open.get(approval.id());
        if (entry != null) {
            entry.attended = false;
        }
    }

    /**
     * Waits for a decision and uses it up.
     *
     * @return {@code PENDING} if there was none in time
     */
    synchronized State take(Approval approval, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            forgetExpired();
            Entry entry = open.get(approval.id());
            if (entry == null || entry.state != State.PENDING) {
                open.remove(approval.id());
                return entry == null ? State.PENDING : entry.state;
            }
            long now = System.nanoTime();
            if (end - now <= 0) {
                return State.PENDING;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(end - now, entry.end - now));
        }
    }

    /**
     * Decides, once.
     *
     * @param who decides, for the log
     * @return whether there was something to decide
     */
    boolean decide(String id, boolean approve, String who) {
        Approval decided = decide(id, approve ? State.APPROVED : State.DECLINED);
        if (decided == null) {
            return false;
        }
        Binding call = decided.binding();
        log.info(
                "{} a call of {}: key={} chats={} by={}",
                approve ? "Approved" : "Declined",
                call.tool(),
                call.key() == null ? "none" : call.key(),
                call.chats(),
                who);
        return true;
    }

    private synchronized @Nullable Approval decide(String id, State decision) {
        forgetExpired();
        Entry entry = open.get(id);
        if (entry == null || entry.state != State.PENDING) {
            return null;
        }
        entry.state = decision;
        entry.end = System.nanoTime() + life.toNanos();
        notifyAll();
        return entry.approval;
    }

    /** The approval of this id that nobody has decided; {@code null} if there is none. */
    synchronized @Nullable Approval find(String id) {
        forgetExpired();
        Entry entry = open.get(id);
        return entry == null || entry.state != State.PENDING ? null : entry.approval;
    }

    /** Those that nobody has decided, the oldest first. */
    synchronized List<Approval> pending() {
        forgetExpired();
        return open.values().stream()
                .filter(entry -> entry.state == State.PENDING)
                .map(entry -> entry.approval)
                .toList();
    }

    /** By the time that passes: a clock that is set does not give anyone more time. */
    private void forgetExpired() {
        long now = System.nanoTime();
        open.values().removeIf(entry -> entry.end - now <= 0);
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
