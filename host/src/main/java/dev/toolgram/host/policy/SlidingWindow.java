package dev.toolgram.host.policy;

import java.util.Arrays;

/**
 * The slots that calls have taken, past and planned, of a budget that allows a number of them in any period of a length.
 * Bucket4j refills tokens, so that a burst and the refill during the next window admit up to twice the limit in one
 * window; it cannot take a slot back or move it either. Not thread-safe.
 */
final class SlidingWindow {

    private final String name;
    private final int limit;
    private final long length;
    /** The slots are {@code size} of these from {@code start} on, ascending. */
    private long[] slots = new long[16];

    private int start;
    private int size;
    private long closedUntil = Long.MIN_VALUE;

    /**
     * @param name for messages
     * @param length in nanoseconds; for a gap, the longest
     */
    SlidingWindow(String name, int limit, long length) {
        this.name = name;
        this.limit = limit;
        this.length = length;
    }

    String name() {
        return name;
    }

    int limit() {
        return limit;
    }

    long length() {
        return length;
    }

    /** Grants nothing before this time. */
    void closeUntil(long time) {
        closedUntil = Math.max(closedUntil, time);
    }

    /**
     * The earliest time for a number of further slots.
     *
     * @param from not before
     * @param units more than the limit counts as the limit
     * @param period at most the length
     */
    long earliest(long from, int units, long period) {
        int needed = Math.min(units, limit);
        long time = Math.max(from, closedUntil);
        while (true) {
            int before = countUpTo(time);
            int clash = clash(time, before, needed, period);
            if (clash < 0) {
                return time;
            }
            time = slots[start + Math.min(clash, before)] + period;
        }
    }

    /**
     * The last index at which a run of more slots than the limit begins within a period, if {@code units} were added at
     * {@code time} after {@code before} others; negative if there is none.
     */
    private int clash(long time, int before, int units, long period) {
        int last = Math.min(before + units - 1, size + units - 1 - limit);
        for (int first = last; first >= Math.max(0, before - limit); first--) {
            if (slot(first + limit, time, before, units) - slot(first, time, before, units) < period) {
                return first;
            }
        }
        return -1;
    }

    /** A slot of the list that has the new ones too. */
    private long slot(int index, long time, int before, int units) {
        if (index < before) {
            return slots[start + index];
        }
        return index < before + units ? time : slots[start + index - units];
    }

    /** Takes slots. */
    void take(long time, int units) {
        int needed = Math.min(units, limit);
        if (start + size + needed > slots.length) {
            long[] room = new long[Math.max(slots.length, 2 * (size + needed))];
            System.arraycopy(slots, start, room, 0, size);
            slots = room;
            start = 0;
        }
        int place = start + countUpTo(time);
        System.arraycopy(slots, place, slots, place + needed, start + size - place);
        Arrays.fill(slots, place, place + needed, time);
        size += needed;
    }

    /** Gives slots back that were taken at this time, unless they are forgotten. */
    void giveBack(long time, int units) {
        int taken = Math.min(units, limit);
        int end = start + countUpTo(time);
        if (end - taken < start || slots[end - taken] != time) {
            return;
        }
        System.arraycopy(slots, end, slots, end - taken, start + size - end);
        size -= taken;
    }

    /** Forgets the slots that have no effect any more. */
    void prune(long now) {
        int gone = countUpTo(now - length);
        start += gone;
        size -= gone;
    }

    /** The number of slots that are taken, at most the limit. */
    int used(long now) {
        prune(now);
        return Math.min(size, limit);
    }

    /** The number of slots that are taken, those far ahead too. */
    int taken() {
        return size;
    }

    private int countUpTo(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots[start + middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
