package dev.toolgram.host.events;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for events.
 *
 * @param after the number of the last event that the caller has; -1 for the newest one
 * @param limit the most events in a response
 * @param timeout how long to wait for the first one
 */
record EventQuery(long after, int limit, Duration timeout, EventFilter filter) {

    static final int MAX_LIMIT = 1000;

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_TIMEOUT = 50;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /** Reads the parameters of a request, and collects the problems with them. */
    private static final class Parameters {

        private final Map<String, List<String>> values;
        private final List<InputProblem> problems = new ArrayList<>();

        Parameters(Map<String, List<String>> values, Set<String> names) {
            this.values = values;
            values.forEach((name, given) -> {
                if (!names.contains(name)) {
                    problem(
                            name,
                            "unknown parameter; there are: "
                                    + names.stream().sorted().collect(Collectors.joining(", ")),
                            "extra_forbidden");
                } else if (given.size() > 1) {
                    problem(name, "given %d times: give it once".formatted(given.size()), "value_error");
                }
            });
        }

        void problem(String name, String message, String type) {
            problems.add(new InputProblem(List.of("query", name), message, type));
        }

        @Nullable
        String text(String name) {
            List<String> given = values.getOrDefault(name, List.of());
            return given.isEmpty() || given.getFirst().isBlank()
                    ? null
                    : given.getFirst().strip();
        }

        long number(String name, long defaultValue, long min, long max) {
            String text = text(name);
            if (text == null) {
                return defaultValue;
            }
            long value = NUMBER.matcher(text).matches() ? Long.parseLong(text) : Long.MIN_VALUE;
            if (value < min || value > max) {
                problem(
                        name,
                        "must be an integer from %d to %s"
                                .formatted(min, max == Long.MAX_VALUE ? "the newest number" : max),
                        "value_error");
                return defaultValue;
            }
            return value;
        }

        List<String> list(String name) {
            String text = text(name);
            return text == null
                    ? List.of()
                    : Arrays.stream(text.split(","))
                            .map(String::strip)
                            .filter(each -> !each.isEmpty())
                            .toList();
        }

        @Nullable
        Boolean flag(String name) {
            String text = text(name);
            if (text != null && !text.equals("true") && !text.equals("false")) {
                problem(name, "must be true or false", "value_error");
            }
            return text == null ? null : Boolean.valueOf(text);
        }
    }

    /** The query of a response with a page of events. */
    static EventQuery ofPage(Request request, Function<ChatReference, OptionalLong> chats)
            throws InvalidQueryException {
        Parameters parameters =
                new Parameters(request.query(), Set.of("after", "limit", "timeout", "types", "chats", "out"));
        return read(parameters, 0, chats);
    }

    /**
     * The query of a stream, which begins now unless the caller says where.
     *
     * @param lastEventId {@code null} if the caller has none
     * @param ignored the name of a parameter that is read elsewhere
     */
    static EventQuery ofStream(
            Request request, @Nullable String lastEventId, String ignored, Function<ChatReference, OptionalLong> chats)
            throws InvalidQueryException {
        Parameters parameters = new Parameters(request.query(), Set.of("after", "types", "chats", "out", ignored));
        boolean isNumber = lastEventId != null && NUMBER.matcher(lastEventId).matches();
        // A client that reconnects sends the address that it connected to, and the number that it has since.
        EventQuery query = read(parameters, -1, chats);
        return isNumber
                ? new EventQuery(Long.parseLong(lastEventId), query.limit(), query.timeout(), query.filter())
                : query;
    }

    private static EventQuery read(Parameters parameters, long from, Function<ChatReference, OptionalLong> chats)
            throws InvalidQueryException {
        Set<EventType> types = new HashSet<>();
        for (String name : parameters.list("types")) {
            EventType.of(name)
                    .ifPresentOrElse(
                            types::add,
                            () -> parameters.problem(
                                    "types",
                                    "'%s' is not a type of events; there are: %s"
                                            .formatted(
                                                    name,
                                                    Arrays.stream(EventType.values())
                                                            .map(EventType::toString)
                                                            .collect(Collectors.joining(", "))),
                                    "value_error"));
        }
        Set<Long> ids = new HashSet<>();
        for (String reference : parameters.list("chats")) {
            chats.apply(new ChatReference(reference))
                    .ifPresentOrElse(
                            ids::add,
                            () -> parameters.problem(
                                    "chats",
                                    "'%s' is not a chat that this key may read".formatted(reference),
                                    "value_error"));
        }
        EventQuery query = new EventQuery(
                parameters.number("after", from, -1, Long.MAX_VALUE),
                (int) parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                Duration.ofSeconds(parameters.number("timeout", 0, 0, MAX_TIMEOUT)),
                new EventFilter(types, ids, parameters.flag("out")));
        if (!parameters.problems.isEmpty()) {
            throw new InvalidQueryException(parameters.problems);
        }
        return query;
    }

    /** Thrown when parameters are wrong. */
    static final class InvalidQueryException extends Exception {

        private final transient List<InputProblem> problems;

        InvalidQueryException(List<InputProblem> problems) {
            super(problems.toString());
            this.problems = List.copyOf(problems);
        }

        List<InputProblem> problems() {
            return problems;
        }
    }
}
