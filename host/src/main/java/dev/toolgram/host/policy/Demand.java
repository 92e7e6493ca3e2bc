package dev.toolgram.host.policy;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots that a call uses up.
 *
 * @param bucket its budget
 * @param units how often the call counts, at least 1
 * @param sendsTo the chats it sends to, each by its id or, if that is unknown, by its reference
 * @param readsFrom the chats it reads
 * @param firstContacts to how many people it writes for the first time
 * @param pace of its key; {@code null} for none
 */
record Demand(
        Bucket bucket,
        int units,
        Collection<?> sendsTo,
        Collection<?> readsFrom,
        int firstContacts,
        @Nullable KeyPace pace) {

    /** A demand on a budget alone. */
    Demand(Bucket bucket) {
        this(bucket, 1, List.of(), List.of(), 0, null);
    }
}
