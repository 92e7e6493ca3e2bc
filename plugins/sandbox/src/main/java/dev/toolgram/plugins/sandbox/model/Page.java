package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A page of messages, newest first, as every method that pages asks for it.
 *
 * @param offsetId begin with what is older than this id; 0 begins with the newest
 * @param addOffset skip so many more, or, negative, go so many back to newer ones
 * @param limit how many at most
 * @param maxId only older than this; 0 means unlimited
 * @param minId only newer than this
 */
public record Page(int offsetId, int addOffset, int limit, int maxId, int minId) {
    private static final int MAX_PAGE_SIZE = 100;

    /** From a method's parameters. */
    public static Page of(TlObject call) {
        return new Page(
                call.intField("offset_id"),
                call.intField("add_offset"),
                Math.clamp(call.intField("limit"), 0, MAX_PAGE_SIZE),
                call.intField("max_id"),
                call.intField("min_id"));
    }

    /** The newest messages. */
    public static Page newest(int limit) {
        return new Page(0, 0, limit, 0, 0);
    }

    /** The ids on this page, newest first. */
    public List<Integer> of(BitSet ids) {
        List<Integer> page = new ArrayList<>();
        for (int id = first(ids); id >= 0 && page.size() < limit; id = older(ids, id)) {
            if (id > minId && (maxId == 0 || id < maxId)) {
                page.add(id);
            }
        }
        return page;
    }

    private int first(BitSet ids) {
        int id = offsetId > 0 ? older(ids, offsetId) : ids.length() - 1;
        for (int skip = addOffset; skip > 0 && id >= 0; skip--) {
            id = older(ids, id);
        }
        if (addOffset >= 0 || offsetId == 0) {
            return id;
        }
        int newer = offsetId - 1;
        int last = id;
        for (int back = addOffset; back < 0; back++) {
            newer = ids.nextSetBit(newer + 1);
            if (newer < 0) {
                break;
            }
            last = newer;
        }
        return last;
    }

    private static int older(BitSet ids, int id) {
        return id <= 0 ? -1 : ids.previousSetBit(id - 1);
    }
}
