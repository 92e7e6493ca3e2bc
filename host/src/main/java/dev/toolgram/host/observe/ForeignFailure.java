package dev.toolgram.host.observe;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes plugins' exceptions safe to log: their getMessage() and toString() are plugin code, which may fail. */
public final class ForeignFailure {

    private static final int MAX_CAUSES = 100;

    private ForeignFailure() {}

    /** Returns the exception, or a substitute if it or one of its causes cannot be logged. */
    public static Throwable safe(Throwable failure) {
        try {
            read(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
            return failure;
        } catch (RuntimeException | Error e) {
            return new IllegalStateException("a %s that cannot be logged (%s)"
                    .formatted(failure.getClass().getName(), e.getClass().getName()));
        }
    }

    /** Calls everything that logging calls. */
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
