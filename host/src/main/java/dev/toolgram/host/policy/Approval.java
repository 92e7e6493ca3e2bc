package dev.toolgram.host.policy;

import dev.toolgram.host.policy.Recipients.Chat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for a person.
 *
 * @param id names it; nobody can guess it
 * @param binding the one call that it is for
 * @param targets the chats that the call names
 * @param summary the arguments in short
 * @param requestId of the first call
 * @param created the time of the first call
 * @param expires when it is forgotten if nobody decides
 */
record Approval(
        String id,
        Binding binding,
        List<Chat> targets,
        String summary,
        String requestId,
        Instant created,
        Instant expires) {

    /**
     * The call that an approval is bound to.
     *
     * @param key the name of the caller's key
     * @param tool the tool's name
     * @param chats TDLib's ids of the chats that the call names
     * @param arguments the hash of the arguments
     */
    record Binding(@Nullable String key, String tool, List<Long> chats, String arguments) {}
}
