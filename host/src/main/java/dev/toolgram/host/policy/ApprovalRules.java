package dev.toolgram.host.policy;

import org.jspecify.annotations.Nullable;

/** Which calls need an approval, and who may give it. Thread-safe. */
public interface ApprovalRules {

    /** What of a key's calls needs an approval. */
    ApprovalList of(@Nullable String keyName);

    /** Whether the holder of a key may approve the calls of other keys; {@code null} is a host without keys. */
    boolean mayApprove(@Nullable String keyName);

    /** Whether a key other than this one may approve. */
    boolean canBeAsked(@Nullable String keyName);

    /** The same list for every caller; the holder of the host's key approves. */
    static ApprovalRules ofHost(ApprovalList list, boolean hasKey) {
        return new ApprovalRules() {
            @Override
            public ApprovalList of(@Nullable String keyName) {
                return list;
            }

            @Override
            public boolean mayApprove(@Nullable String keyName) {
                return keyName == null || keyName.equals(KeyFile.DEFAULT);
            }

            @Override
            public boolean canBeAsked(@Nullable String keyName) {
                return hasKey && !KeyFile.DEFAULT.equals(keyName);
            }
        };
    }
}
