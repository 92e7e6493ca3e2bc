package dev.toolgram.host.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets calls wait for their slots. A call takes its slots when it is admitted or begins to wait. Waiting calls take turns
 * by key: a call of another key may move those behind it to later slots, and refuses the ones that cannot wait for
 * those. Thread-safe.
 */
final class Pacer {

    private final LongSupplier nanos;
    private final long longestSleep;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order in which they choose their slots. */
    private final List<Waiting> waiting = new ArrayList<>();

    /**
     * @param nanos the time
     * @param longestSleep after how many nanoseconds at most a waiting call looks at the time again
     */
    Pacer(LongSupplier nanos, long longestSleep) {
        this.nanos = nanos;
        this.longestSleep = longestSleep;
    }

    private final class Waiting {

        private final String key;
        private final List<Charge> charges;
        private final long latest;
        private final long turn;
        private final Condition changed = lock.newCondition();
        private long time;
        private SlidingWindow last;
        private boolean refused;

        /** @param latest the latest time at which its caller wants it to begin */
        Waiting(String key, List<Charge> charges, long latest) {
            this.key = key;
            this.charges = charges;
            this.latest = latest;
            this.last = budget();
            this.turn = turn();
        }

        /** The first charge is the call's own budget. */
        private SlidingWindow budget() {
            return charges.getFirst().window();
        }

        /** One after the last call of its key that waits for the same budget, or with those whose turn is next. */
        private long turn() {
            long own = -1;
            long next = Long.MAX_VALUE;
            for (Waiting other : waiting) {
                if (other.budget() == budget()) {
                    next = Math.min(next, other.turn);
                    own = other.key.equals(key) ? Math.max(own, other.turn) : own;
                }
            }
            return own >= 0 ? own + 1 : next == Long.MAX_VALUE ? 0 : next;
        }

        /** Finds the earliest time at which all slots are free. */
        void choose(long now) {
            time = now;
            long before;
            do {
                before = time;
                for (Charge charge : charges) {
                    long free = charge.window().earliest(time, charge.units(), charge.period());
                    last = free > time ? charge.window() : last;
                    time = free;
                }
            } while (time > before);
        }

        void take() {
            charges.forEach(charge -> charge.window().take(time, charge.units()));
        }

        void giveBack() {
            charges.forEach(charge -> charge.window().giveBack(time, charge.units()));
        }
    }

    /**
     * Returns when the call has its slots, with what gives them back if it turns out not to need them.
     *
     * @param key calls of different keys take turns
     * @param charges called under the lock; the first is the call's own budget, and none means that it is free
     * @param patience how long to wait at most, in nanoseconds
     * @throws PacedException at once, if that is not long enough
     */
    Runnable admit(String key, Supplier<List<Charge>> charges, long patience)
            throws PacedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            List<Charge> due = charges.get();
            if (due.isEmpty()) {
                return () -> {};
            }
            long now = nanos.getAsLong();
            grant(now);
            due.forEach(charge -> charge.window().prune(now));
            Waiting call = new Waiting(key, due, now + patience);
            int place = place(call);
            List<Waiting> later = new ArrayList<>(waiting.subList(place, waiting.size()));
            later.forEach(Waiting::giveBack);
            call.choose(now);
            if (call.time > call.latest) {
                later.forEach(Waiting::take);
                throw new PacedException(call.last, call.time - now);
            }
            call.take();
            waiting.add(place, call);
            plan(later, now);
            await(call);
            return call::giveBack;
        } finally {
            lock.unlock();
        }
    }

    /** A call whose time has come keeps its slots, although its thread may not have noticed yet. */
    private void grant(long now) {
        waiting.removeIf(call -> call.time <= now);
    }

    private int place(Waiting call) {
        int place = waiting.size();
        while (place > 0 && waiting.get(place - 1).turn > call.turn) {
            place--;
        }
        return place;
    }

    /** Finds slots for calls that have given theirs back, in this order. */
    private void plan(List<Waiting> calls, long now) {
        for (Waiting call : calls) {
            call.choose(now);
            call.refused = call.time > call.latest;
            if (call.refused) {
                waiting.remove(call);
            } else {
                call.take();
            }
            call.changed.signal();
        }
    }

    private void await(Waiting call) throws PacedException, InterruptedException {
        try {
            long left = call.time - nanos.getAsLong();
            while (left > 0) {
                long _ = call.changed.awaitNanos(Math.min(left, longestSleep));
                left = call.time - nanos.getAsLong();
                if (call.refused) {
                    throw new PacedException(call.last, left);
                }
            }
        } catch (InterruptedException e) {
            grant(nanos.getAsLong());
            withdraw(call);
            throw e;
        }
        waiting.remove(call);
    }

    /** Lets the calls behind it have its slots. */
    private void withdraw(Waiting call) {
        int place = waiting.indexOf(call);
        if (place >= 0) {
            waiting.remove(place);
            call.giveBack();
            replan(place);
        }
    }

    /** Finds new slots for the waiting calls from a place on. */
    private void replan(int place) {
        List<Waiting> later = new ArrayList<>(waiting.subList(place, waiting.size()));
        later.forEach(Waiting::giveBack);
        plan(later, nanos.getAsLong());
    }

    /** Changes or reads the windows, then finds new slots for all waiting calls if {@code changes}. */
    <T> T locked(boolean changes, Supplier<T> action) {
        lock.lock();
        try {
            grant(nanos.getAsLong());
            T result = action.get();
            if (changes) {
                replan(0);
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** The time, in nanoseconds. */
    long now() {
        return nanos.getAsLong();
    }
}
