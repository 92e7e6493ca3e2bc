package dev.toolgram.host.observe;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What plugins throw, made fit for the log: the log asks an exception for its words, and those are the plugin's code. */
public final class ForeignFailure {

    private static final int MAX_CAUSES = 100;

    private ForeignFailure() {}

    /** The failure itself, or one that stands for it where it or a cause of it cannot even say what it is. */
    public static Throwable safe(Throwable failure) {
        try {
            read(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
            return failure;
        } catch (RuntimeException | Error e) {
            return new IllegalStateException("a %s that cannot be told (%s)"
                    .formatted(failure.getClass().getName(), e.getClass().getName()));
        }
    }

    /** Everything that the log asks for. */
    private static void read(@Nullable Throwable failure, Set<Throwable> known) {
        if (failure == null || !known.add(failure)) {
            return;
        }
        if (known.size() > MAX_CAUSES) {
            throw new IllegalStateException("more than %d causes".formatted(MAX_CAUSES));
        }
        var _ = failure.getMessage();
        var _ = failure.toString();
        var _ = failure.getStackTrace().length;
        read(failure.getCause(), known);
        for (Throwable suppressed : failure.getSuppressed()) {
            read(suppressed, known);
        }
    }
}
