package dev.toolgram.host.events;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.policy.EventAccess;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The log of events for agents: {@code list_events} and {@code wait_for_events}. */
public final class EventTools {

    /** The time between two reports of progress, which keep the call alive. */
    private static final Duration PULSE = Duration.ofSeconds(5);

    private static final int MAX_PAGE = 200;

    private final EventLog log;
    private final EventAccess access;

    public EventTools(EventLog log, EventAccess access) {
        this.log = log;
        this.access = access;
    }

    record ListInput(
            @Description(
                    "The number of the last event that you have: next of the answer before. -1 for none of the past.")
            @Min(-1)
            @DefaultValue("0")
            long after,

            @Description("The maximum number of events.") @Min(1) @Max(MAX_PAGE) @DefaultValue("50")
            int limit,

            @Description("The types, for example message.new; all of them if left out.") @Size(max = 20) @Nullable
            List<EventType> types,

            @Description("Only events of these chats.") @Size(max = 100) @Nullable
            List<ChatReference> chats,

            @Description("Returns the newest events, newest first, whatever after is.") @DefaultValue("false")
            boolean newest) {}

    record WaitInput(
            @Description(
                    "The number of the last event that you have: next of the answer before. -1 for none of the past.")
            @Min(-1)
            @DefaultValue("-1")
            long after,

            @Description("Only events of these chats.") @Size(max = 100) @Nullable
            List<ChatReference> chats,

            @Description("The types; only message.new if left out.") @Size(max = 20) @Nullable
            List<EventType> types,

            @Description(
                    "After the first event, collects others until none has come for this many seconds: people write"
                            + " several short messages in a row.")
            @Min(0)
            @Max(30)
            @DefaultValue("2")
            int settleSeconds,

            @Description("How many seconds to wait for the first event.") @Min(1) @Max(50) @DefaultValue("45")
            int timeout) {}

    /** A page of events. */
    record Page(
            @Description(
                    "Each has seq, id, type, at, chat_id, chat_ref, source, and data: for a message as get_messages"
                            + " returns it.")
            List<JsonNode> events,

            @Description("Pass this as after to read on.") long next,

            @Description("The number of the oldest event that is kept.")
            long oldest,

            @Description("The number of the newest event.") long newest,

            @Description("Whether events after the given number are not kept any more.")
            boolean truncated) {}

    private record Simple<I extends Record>(ToolDefinition<I, Page> definition, BiFunction<I, ToolContext, Page> action)
            implements Tool<I, Page> {
        @Override
        public Page call(I input, ToolContext context) {
            return action.apply(input, context);
        }
    }

    /** The tools. */
    public List<Tool<?, ?>> tools() {
        return List.of(
                new Simple<>(
                        ToolDefinition.named("list_events")
                                .title("List events")
                                .description(
                                        "Returns what has happened in the account after a point: new, edited, deleted and"
                                                + " read messages, reactions, members. Reading consumes nothing: pass next as"
                                                + " after. newest begins at the end. To wait for something new use wait_for_events; for the history of"
                                                + " a chat get_messages.")
                                .input(ListInput.class)
                                .output(Page.class)
                                .effect(Effect.READ.closedWorld())
                                .cost(Cost.NONE)
                                .build(),
                        this::list),
                new Simple<>(
                        ToolDefinition.named("wait_for_events")
                                .title("Wait for events")
                                .description(
                                        "Waits until something happens, for example until somebody answers, and returns"
                                                + " it; no events if the time is over: call again with next as after. Misses"
                                                + " nothing between two calls.")
                                .input(WaitInput.class)
                                .output(Page.class)
                                .effect(Effect.READ.closedWorld())
                                .cost(Cost.NONE)
                                .build(),
                        this::await));
    }

    private Page list(ListInput input, ToolContext context) {
        admit(context);
        EventFilter filter = new EventFilter(set(input.types()), chats(input.chats(), context), null);
        return page(
                input.newest()
                        ? log.readNewest(input.limit(), filter, readable(context))
                        : log.read(input.after(), input.limit(), filter, readable(context)));
    }

    private Page await(WaitInput input, ToolContext context) {
        admit(context);
        Set<EventType> types =
                input.types() == null || input.types().isEmpty() ? Set.of(EventType.MESSAGE_NEW) : set(input.types());
        EventFilter filter = new EventFilter(types, chats(input.chats(), context), null);
        Instant end = Instant.now().plusSeconds(input.timeout());
        List<Event> events = new ArrayList<>();
        try (EventReader reader = new EventReader(log, "mcp", input.after(), filter, readable(context))) {
            EventPage page = null;
            while (page == null
                    || (events.isEmpty()
                            && !page.truncated()
                            && !reader.isEnded()
                            && Instant.now().isBefore(end))) {
                Duration left = Duration.between(Instant.now(), end);
                page = reader.next(MAX_PAGE, left.compareTo(PULSE) < 0 ? left : PULSE);
                events.addAll(page.events());
                context.progress(
                        (double) input.timeout() - Math.max(0, left.toSeconds()),
                        (double) input.timeout(),
                        "Waiting for events");
            }
            Duration settle = Duration.ofSeconds(input.settleSeconds());
            while (!page.truncated()
                    && !events.isEmpty()
                    && events.size() < MAX_PAGE
                    && !settle.isZero()
                    && !reader.isEnded()) {
                // Within the same call: it must end before its deadline.
                Duration left =
                        Duration.between(Instant.now(), context.deadline().minusSeconds(2));
                EventPage more = reader.next(MAX_PAGE - events.size(), left.compareTo(settle) < 0 ? left : settle);
                if (more.events().isEmpty()) {
                    break;
                }
                page = more;
                events.addAll(more.events());
            }
            return page(new EventPage(events, page.next(), page.oldest(), page.newest(), page.truncated()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for events");
        }
    }

    private void admit(ToolContext context) {
        if (log.isForbidden()) {
            throw ToolException.invalidInput("after", "The operator has turned events off (TOOLGRAM_EVENTS)");
        }
        EventAccess.Refusal refusal = access.refusal(context.keyName());
        if (refusal != null) {
            throw ToolException.invalidInput("after", refusal.message());
        }
        log.turnOn();
    }

    private LongPredicate readable(ToolContext context) {
        return chat -> access.mayRead(context.keyName(), chat);
    }

    private static Set<EventType> set(@Nullable List<EventType> types) {
        return types == null ? Set.of() : Set.copyOf(types);
    }

    private Set<Long> chats(@Nullable List<ChatReference> references, ToolContext context) {
        Set<Long> chats = new HashSet<>();
        for (ChatReference reference : references == null ? List.<ChatReference>of() : references) {
            chats.add(access.find(context.keyName(), reference, context.deadline())
                    .orElseThrow(() -> ToolException.invalidInput(
                            "chats", "'%s' is not a chat that this key may read".formatted(reference))));
        }
        return chats;
    }

    private static Page page(EventPage page) {
        return new Page(
                page.events().stream().<JsonNode>map(Event::tree).toList(),
                page.next(),
                page.oldest(),
                page.newest(),
                page.truncated());
    }
}
