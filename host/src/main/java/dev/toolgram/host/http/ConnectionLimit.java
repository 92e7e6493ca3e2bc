package dev.toolgram.host.http;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/** Keeps the number of open connections under a limit by closing the one that has been idle longest. Thread-safe. */
final class ConnectionLimit {

    private final int max;
    private final Deque<ClientConnection> open = new ArrayDeque<>();
    private int pruneAt = 64;

    ConnectionLimit(int max) {
        this.max = max;
    }

    /** Makes room for a new connection; returns {@code false} if every other one has a request in flight. */
    synchronized boolean admit(ClientConnection connection) {
        if (open.size() >= Math.min(pruneAt, max)) {
            open.removeIf(other -> !other.isOpen());
            pruneAt = Math.max(64, 2 * open.size());
        }
        if (open.size() >= max) {
            ClientConnection longestIdle = open.stream()
                    .filter(ClientConnection::isIdle)
                    .min(Comparator.comparingLong(ClientConnection::idleSince))
                    .orElse(null);
            if (longestIdle == null) {
                return false;
            }
            open.remove(longestIdle);
            longestIdle.close();
        }
        open.add(connection);
        return true;
    }
}
