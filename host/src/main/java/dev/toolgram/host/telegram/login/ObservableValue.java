package dev.toolgram.host.telegram.login;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A value that others read, wait for and listen to. Thread-safe. */
public final class ObservableValue<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();
    private volatile T value;

    public ObservableValue(T value) {
        this.value = value;
    }

    public T get() {
        return value;
    }

    /** Sets the value; if it changes, notifies the listeners on this thread. */
    public void set(T next) {
        lock.lock();
        try {
            if (value.equals(next)) {
                return;
            }
            value = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(listener -> listener.accept(next));
    }

    public void listen(Consumer<? super T> listener) {
        listeners.add(listener);
    }

    /**
     * Waits until the value matches.
     *
     * @return the matching value, or the current one on timeout or interrupt
     */
    public T await(Predicate<? super T> wanted, Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!wanted.test(value) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return value;
    }
}
