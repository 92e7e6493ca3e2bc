package dev.toolgram.host.policy;

import org.jspecify.annotations.Nullable;

/** Which calls need an approval, and who may give it. Thread-safe. */
public interface ApprovalRules {

    /** The calls of a key that need an approval. */
    ApprovalList of(@Nullable String keyName);

    /** Whether the holder of a key may approve the calls of other keys; {@code null} is a host without keys. */
    boolean mayApprove(@Nullable String keyName);

    /** Whether a key other than this one may approve. */
    boolean canBeAsked(@Nullable String keyName);

    /** The host's list and the key's own; the holders of keys that may do everything approve. */
    static ApprovalRules of(ApprovalList host, Policies keys) {
        return new ApprovalRules() {
            @Override
            public ApprovalList of(@Nullable String keyName) {
                return host.and(ApprovalList.of(keys.of(keyName).approve()));
            }

            @Override
            public boolean mayApprove(@Nullable String keyName) {
                return keys.of(keyName).isFull();
            }

            @Override
            public boolean canBeAsked(@Nullable String keyName) {
                return keys.hasFullKeyBut(keyName);
            }
        };
    }
}
