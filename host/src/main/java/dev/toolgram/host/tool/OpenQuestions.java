package dev.toolgram.host.tool;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The questions of tools to callers that answer by a repeated call. The id of each is a random number, for one call of one
 * key with the same arguments, and is used once. Thread-safe.
 */
final class OpenQuestions {

    /** The time that a person has to answer. */
    static final Duration LIFE = Duration.ofMinutes(5);

    /** The oldest questions are forgotten first. */
    private static final int MAX_KEPT = 1_000;

    private static final int ID_BYTES = 18;

    /**
     * An answer, for the very question that it answers.
     *
     * @param question without an id
     */
    record Answered(UserQuestion question, UserAnswer answer) {}

    /**
     * A call that waits for its repetition.
     *
     * @param question the one that is open
     * @param earlier the answers of earlier repetitions, by the names of their questions
     * @param approvedChats the chats for which the call was approved; {@code null} if it needed no approval
     */
    record Kept(
            @Nullable String key,
            String tool,
            String arguments,
            UserQuestion question,
            Map<String, Answered> earlier,
            @Nullable List<Long> approvedChats,
            long end) {}

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanos;
    private final LinkedHashMap<String, Kept> open = new LinkedHashMap<>();

    /** @param nanos the time, from any start */
    OpenQuestions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The question of a call with its new id. */
    synchronized UserQuestion keep(
            ToolCall call, UserQuestion question, Map<String, Answered> earlier, @Nullable List<Long> approvedChats) {
        long now = nanos.getAsLong();
        open.values().removeIf(kept -> kept.end() - now <= 0);
        while (open.size() >= MAX_KEPT) {
            open.pollFirstEntry();
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(
                id,
                new Kept(
                        call.keyName(),
                        call.tool(),
                        call.contentHash(),
                        question,
                        Map.copyOf(earlier),
                        approvedChats,
                        now + LIFE.toNanos()));
        return question.withId(id);
    }

    /** The state kept for a repeated call; {@code null} if the id is unknown, expired, or of another call. */
    synchronized @Nullable Kept find(String id, ToolCall call) {
        Kept kept = open.get(id);
        return kept != null
                        && kept.end() - nanos.getAsLong() > 0
                        && Objects.equals(kept.key(), call.keyName())
                        && kept.tool().equals(call.tool())
                        && kept.arguments().equals(call.contentHash())
                ? kept
                : null;
    }

    /** Uses an id up; returns whether it was not used yet. */
    synchronized boolean use(String id) {
        return open.remove(id) != null;
    }
}
