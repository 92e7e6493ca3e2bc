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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The approvals that were asked for and not used yet, in memory. Each is for one call and is used once. A call that asks
 * again gets the approval that its predecessor has left. Thread-safe.
 */
public final class Approvals {

    /** The most approvals that one key can have open. */
    static final int MAX_OPEN = 100;

    private static final int ID_BYTES = 18;

    private final SecureRandom random = new SecureRandom();
    private final Duration life;
    private volatile Listener listener = (approval, decision, reason) -> {};
    private final Map<String, Entry> open = new LinkedHashMap<>();

    /** Notified of what happens to approvals; must not block. */
    @FunctionalInterface
    interface Listener {
        /**
         * Something has happened.
         *
         * @param decision {@code asked}, {@code approved}, {@code declined} or {@code expired}
         * @param reason who decided, or what had not happened when it expired
         */
        void happened(Approval approval, String decision, String reason);
    }

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

    /** Notifies a listener from now on. */
    public void audit(PolicyGuard guard) {
        listener = guard::approval;
    }

    /**
     * The approval of a call, which the call now attends to: one that was left by an earlier call, the decided ones
     * first, or a new one.
     *
     * @return empty if the key has too many
     */
    synchronized Optional<Approval> attend(Binding binding, List<Chat> targets, String summary, String requestId) {
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
            Approval approval = new Approval(newId(), binding, targets, summary, requestId, now, now.plus(life));
            left = new Entry(approval, System.nanoTime() + life.toNanos());
            open.put(approval.id(), left);
            listener.happened(approval, "asked", "pending");
            forgetLater();
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
     * @param who decides, for the audit
     * @return whether there was something to decide
     */
    synchronized boolean decide(String id, boolean approve, String who) {
        forgetExpired();
        Entry entry = open.get(id);
        if (entry == null || entry.state != State.PENDING) {
            return false;
        }
        entry.state = approve ? State.APPROVED : State.DECLINED;
        entry.end = System.nanoTime() + life.toNanos();
        notifyAll();
        listener.happened(entry.approval, approve ? "approved" : "declined", who);
        forgetLater();
        return true;
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
        open.values().removeIf(entry -> {
            boolean isExpired = entry.end - now <= 0;
            if (isExpired) {
                listener.happened(entry.approval, "expired", entry.state == State.PENDING ? "not-decided" : "not-used");
            }
            return isExpired;
        });
    }

    /** So that the audit has it, even if nobody asks again. */
    private void forgetLater() {
        CompletableFuture.delayedExecutor(life.toNanos(), TimeUnit.NANOSECONDS).execute(() -> {
            synchronized (this) {
                forgetExpired();
            }
        });
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
