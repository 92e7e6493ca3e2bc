package dev.toolgram.host.telegram.tdjson;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors of Telegram's server that TDLib does not report as they are, from its log. TDLib has one log per process, so
 * there is one memory of it. Thread-safe.
 */
public final class ServerErrors {

    private static final Pattern GIVEN_UP =
            Pattern.compile("Failed: .*\\[timeout:(\\d+)].* because of \\[Error : (-?\\d+) : (.*?)] from ");

    private static final Pattern UNSENT =
            Pattern.compile("Failed to send .* with the error \\[Error : (\\d+) : (\\w+)]");

    /** TDLib repeats or drops a query, whose method has this id in the schema of Telegram's API. */
    private static final Pattern LIMITED = Pattern.compile(
            "(Delay|Failed): .*\\[tl:0x([0-9a-f]{1,8})].*\\[timeout:(\\d+)].* because of \\[Error : (42[09]) : (.*?)] from ");

    private static final List<Consumer<Delay>> listeners = new CopyOnWriteArrayList<>();

    private static final Map<Integer, ServerError> byWait = new ConcurrentHashMap<>();
    private static final Map<String, Integer> codes = new ConcurrentHashMap<>();

    private ServerErrors() {}

    /** An error of the server, for example 420 and {@code SLOWMODE_WAIT_99}. */
    public record ServerError(int code, String message) {}

    /**
     * A query that the server has rate-limited.
     *
     * @param method the id of the method in Telegram's API
     * @param seconds the wait
     * @param dropped whether the wait is too long for TDLib; else it repeats the query after it
     */
    public record Delay(int method, int seconds, ServerError error, boolean dropped) {}

    /** @param listener called on TDLib's threads; must neither block nor call TDLib */
    public static void onDelay(Consumer<Delay> listener) {
        listeners.add(listener);
    }

    /** Ends {@link #onDelay}. */
    public static void removeOnDelay(Consumer<Delay> listener) {
        listeners.remove(listener);
    }

    /** Reads a message of TDLib's log; TDLib logs an error before it reports it. */
    static void read(String message) {
        Matcher givenUp = GIVEN_UP.matcher(message);
        if (givenUp.find()) {
            byWait.put(
                    Integer.valueOf(givenUp.group(1)),
                    new ServerError(Math.abs(Integer.parseInt(givenUp.group(2))), givenUp.group(3)));
        }
        Matcher limited = LIMITED.matcher(message);
        if (limited.find()) {
            Delay delay = new Delay(
                    Integer.parseUnsignedInt(limited.group(2), 16),
                    Integer.parseInt(limited.group(3)),
                    new ServerError(Integer.parseInt(limited.group(4)), limited.group(5)),
                    limited.group(1).equals("Failed"));
            listeners.forEach(listener -> listener.accept(delay));
        }
        Matcher unsent = UNSENT.matcher(message);
        if (unsent.find()) {
            codes.put(unsent.group(2), Integer.valueOf(unsent.group(1)));
        }
    }

    /** The last error that TDLib reported as {@code 429 "Too Many Requests: retry after <seconds>"}. */
    public static Optional<ServerError> retriedAfter(int seconds) {
        return Optional.ofNullable(byWait.get(seconds));
    }

    /** The code of the last error with this name that rejected a message; TDLib reports most 403 as 400. */
    public static int codeOf(String name, int reported) {
        return codes.getOrDefault(name, reported);
    }
}
