package dev.toolgram.plugins.sandbox.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds messages by the beginnings of their words. An index, because a search that read every message would cost far
 * more than all the rest of a call. Guarded by the world's lock.
 */
final class WordIndex {
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final TreeMap<String, Ids> words = new TreeMap<>();

    void add(int id, String text) {
        for (String word : wordsOf(text)) {
            words.computeIfAbsent(word, key -> new Ids()).add(id);
        }
    }

    void remove(int id, String text) {
        for (String word : wordsOf(text)) {
            words.computeIfPresent(word, (key, ids) -> ids.remove(id) ? null : ids);
        }
    }

    /** The messages in which every word of the query begins a word; empty for a query without words. */
    BitSet find(String query) {
        BitSet found = null;
        for (String start : wordsOf(query)) {
            BitSet ids = new BitSet();
            words.subMap(start, start + Character.MAX_VALUE).values().forEach(word -> word.addTo(ids));
            if (found == null) {
                found = ids;
            } else {
                found.and(ids);
            }
        }
        return found == null ? new BitSet() : found;
    }

    private static Set<String> wordsOf(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(GAP.split(text.toLowerCase(Locale.ROOT))));
        words.remove("");
        return words;
    }

    /** Ascending ids; most words are rare, so a bit set each would be mostly air. */
    private static final class Ids {
        private int[] values = new int[2];
        private int size;

        void add(int id) {
            int at = Arrays.binarySearch(values, 0, size, id);
            if (at >= 0) {
                return;
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            int place = -at - 1;
            System.arraycopy(values, place, values, place + 1, size - place);
            values[place] = id;
            size++;
        }

        /** Returns whether none is left. */
        boolean remove(int id) {
            int at = Arrays.binarySearch(values, 0, size, id);
            if (at >= 0) {
                System.arraycopy(values, at + 1, values, at, size - at - 1);
                size--;
            }
            return size == 0;
        }

        void addTo(BitSet set) {
            for (int i = 0; i < size; i++) {
                set.set(values[i]);
            }
        }
    }
}
