package dev.toolgram.host.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys in force. Thread-safe. */
public final class Policies {

    private static final CallerPolicy NONE = new CallerPolicy(
            "",
            "",
            Optional.empty(),
            new ToolRules(List.of(), List.of()),
            ChatRules.NONE,
            ChatRules.NONE,
            Set.of(),
            Map.of());

    private volatile KeyFile file;

    public Policies(KeyFile file) {
        this.file = file;
    }

    /**
     * What the holder of a key may do.
     *
     * @param keyName as in {@link dev.toolgram.host.tool.ToolCall#keyName}; {@code null} where no key is needed
     * @return a policy that allows nothing for a key that was revoked
     */
    public CallerPolicy of(@Nullable String keyName) {
        if (keyName == null || keyName.equals(KeyFile.DEFAULT)) {
            return CallerPolicy.FULL;
        }
        return Objects.requireNonNullElse(file.keys().get(keyName), NONE);
    }
}
