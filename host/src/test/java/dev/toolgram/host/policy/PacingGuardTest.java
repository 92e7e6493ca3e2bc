package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Question;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.host.config.PacingConfig;
import dev.toolgram.host.config.Rate;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.CallListener;
import dev.toolgram.host.tool.CallOptions;
import dev.toolgram.host.tool.Cancellation;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.ProgressListener;
import dev.toolgram.host.tool.Recipient;
import dev.toolgram.host.tool.TestCalls;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.ToolSnapshot;
import dev.toolgram.host.tool.UserAnswer;
import dev.toolgram.host.tool.UserChannel;
import dev.toolgram.host.tool.UserQuestion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class PacingGuardTest {

    private static final Rate TEN = new Rate(10, Duration.ofMinutes(1));

    record Limited(@DefaultValue("250") int limit) {}

    record Nothing() {}

    record OneChat(ChatReference chat) {}

    record Forward(@ChatAccess(ChatAccess.Mode.READ) ChatReference fromChat, ChatReference toChat) {}

    record Done(boolean ok) {}

    private record Fixed<I extends Record>(ToolDefinition<I, Done> definition) implements Tool<I, Done> {
        @Override
        public Done call(I input, ToolContext context) {
            return new Done(true);
        }
    }

    /** Asks before it sends. */
    private record Asking(ToolDefinition<OneChat, Done> definition) implements Tool<OneChat, Done> {
        @Override
        public Done call(OneChat input, ToolContext context) {
            return new Done(
                    context.ask(Question.of("sure", "Sure?", Nothing.class)).isPresent());
        }
    }

    private Map<Cost, Rate> paces = Map.of();
    private final AtomicInteger recorded = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong(1_000);
    private final ToolRegistry registry = new ToolRegistry();
    private final ToolDispatcher dispatcher = new ToolDispatcher(
            registry,
            Duration.ofSeconds(10),
            OptionalLong::empty,
            Path.of(System.getProperty("java.io.tmpdir")),
            CallListener.NOBODY);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @ParameterizedTest
    @CsvSource({
        "limited_read,    100, read=1",
        "limited_read,    101, read=2",
        "limited_read,       , read=3", // the default of its limit is 250
        "limited_full,    200, get_full=1",
        "limited_full,    201, get_full=2",
        "limited_send,    500, send=1",
        "plain_read,         , read=1",
        "plain_resolve,      , other=1",
        "plain_admin,        , other=1",
        "plain_join,         , join=1",
        "plain_create,       , create=1",
        "plain_none,         , ''",
    })
    void callIsChargedToTheBudgetOfItsCostForEachPage(String tool, @Nullable Integer limit, String used) {
        Pacing pacing = pacing(config(true, Duration.ZERO, Duration.ZERO));
        ObjectNode arguments = StrictJson.object();
        if (limit != null) {
            arguments.put("limit", limit);
        }
        assertThat(call(tool, arguments, null)).isInstanceOf(ToolResult.Success.class);
        assertThat(used(pacing)).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void paceOfAKeyIsEnforcedBesideTheBudgets(boolean enabled) {
        Pacing _ = pacing(config(enabled, Duration.ZERO, Duration.ZERO));
        paces = Map.of(Cost.JOIN, new Rate(2, Duration.ofHours(1)));

        assertThat(callOf("assistant", "plain_join")).isInstanceOf(ToolResult.Success.class);
        assertThat(callOf("assistant", "plain_join")).isInstanceOf(ToolResult.Success.class);
        assertThat(callOf("assistant", "plain_join"))
                .isEqualTo(new ToolResult.Paced(
                        "Toolgram's own pacing: the pace of key 'assistant' for join of 2 in 3600 s is used up, to"
                                + " protect the account. Nothing was sent; retry in 3600 s",
                        3600));
        assertThat(callOf("other", "plain_join")).isInstanceOf(ToolResult.Success.class);
        assertThat(callOf("assistant", "plain_admin")).isInstanceOf(ToolResult.Success.class);
    }

    private ToolResult callOf(String key, String tool) {
        return TestCalls.dispatch(
                dispatcher,
                new ToolCall(
                        tool,
                        StrictJson.object(),
                        Caller.REST,
                        key,
                        "1",
                        ProgressListener.NONE,
                        new Cancellation(),
                        ToolCall.NO_LIMIT));
    }

    @Test
    void callThatDoesNotFitIsRefusedWithTheSeconds() {
        Pacing pacing = pacing(config(true, Duration.ZERO, Duration.ZERO));
        for (int i = 0; i < 10; i++) {
            assertThat(call("plain_join", StrictJson.object(), null)).isInstanceOf(ToolResult.Success.class);
        }
        clock.addAndGet(Duration.ofSeconds(15).toNanos());
        assertThat(call("plain_join", StrictJson.object(), null))
                .isEqualTo(new ToolResult.Paced(
                        "Toolgram's own pacing: the budget 'join' of 10 in 60 s is used up, to protect the account."
                                + " Nothing was sent; retry in 45 s",
                        45));
        assertThat(used(pacing)).isEqualTo("join=10");
        clock.addAndGet(Duration.ofSeconds(45).toNanos());
        assertThat(call("plain_join", StrictJson.object(), null)).isInstanceOf(ToolResult.Success.class);
    }

    /** The account in the tests knows {@code @name} as chat 7. */
    @Test
    void sendsToOneChatKeepTheirIntervalHoweverItIsNamed() {
        Pacing _ = pacing(config(true, Duration.ofSeconds(30), Duration.ZERO));
        Duration none = Duration.ZERO;
        assertThat(call("send_to", chat("@name"), none)).isInstanceOf(ToolResult.Success.class);
        assertThat(call("send_to", chat("7"), none))
                .isEqualTo(new ToolResult.Paced(
                        "Toolgram's own pacing: the interval between two calls on the same chat is used up, to protect"
                                + " the account. Nothing was sent; retry in 30 s",
                        30));
        assertThat(call("send_to", chat("8"), none)).isInstanceOf(ToolResult.Success.class);
        assertThat(call("read_from", chat("7"), none)).isInstanceOf(ToolResult.Success.class);
        ObjectNode forward = StrictJson.object().put("from_chat", "7");
        assertThat(call("forward", forward.deepCopy().put("to_chat", "9"), none))
                .isInstanceOf(ToolResult.Success.class);
        assertThat(call("forward", forward.put("to_chat", "8"), none)).isInstanceOf(ToolResult.Paced.class);
    }

    @Test
    void readsOfOneChatKeepTheirOwnInterval() {
        Pacing pacing = pacing(config(true, Duration.ZERO, Duration.ofSeconds(30)));
        assertThat(call("read_from", chat("7"), Duration.ZERO)).isInstanceOf(ToolResult.Success.class);
        assertThat(call("read_from", chat("7"), Duration.ZERO)).isInstanceOf(ToolResult.Paced.class);
        assertThat(call("send_to", chat("7"), Duration.ZERO)).isInstanceOf(ToolResult.Success.class);
        assertThat(pacing.status().trackedChatsRead()).isEqualTo(1);
        assertThat(pacing.status().trackedChatsSend()).isZero();
    }

    @Test
    void firstMessagesToStrangersHaveTheirOwnBudget() {
        Pacing _ = pacing(config(true, Duration.ZERO, Duration.ZERO));
        assertThat(call("send_to", chat("100"), null)).isInstanceOf(ToolResult.Success.class);
        assertThat(call("send_to", chat("101"), null)).isInstanceOf(ToolResult.Success.class);
        assertThat(call("send_to", chat("102"), null))
                .isEqualTo(new ToolResult.Paced(
                        "Toolgram's own pacing: the budget for first messages to people is used up, to protect the"
                                + " account. Nothing was sent; retry in 86400 s",
                        86_400));
        assertThat(call("send_to", chat("7"), null)).as("a contact").isInstanceOf(ToolResult.Success.class);
        assertThat(call("read_from", chat("102"), null)).as("a read").isInstanceOf(ToolResult.Success.class);
        assertThat(recorded).as("kept for the next run").hasValue(2);
    }

    /** More questions than the budget has sends, and than there are first messages; the gap is over before an answer. */
    @ParameterizedTest
    @CsvSource({"1", "15"})
    void aQuestionCostsAReadAndItsAnswerTheSend(int questions) {
        Pacing pacing = pacing(config(true, Duration.ofMillis(10), Duration.ZERO));
        ToolResult asked = new ToolResult.Cancelled();
        for (int i = 0; i < questions; i++) {
            asked = answer(null, Map.of());
            assertThat(asked).isInstanceOf(ToolResult.InputRequired.class);
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(used(pacing)).isEqualTo("read=" + Math.min(questions, 10));

        UserQuestion question = ((ToolResult.InputRequired) asked).question();
        Map<String, UserAnswer> yes = Map.of(question.name(), new UserAnswer(true, StrictJson.object()));
        assertThat(answer(question.id(), yes)).isInstanceOf(ToolResult.Success.class);

        assertThat(used(pacing)).isEqualTo("read=%d,send=1".formatted(Math.min(questions, 10)));
        assertThat(recorded).as("first messages").hasValue(1);
    }

    private ToolResult answer(@Nullable String state, Map<String, UserAnswer> answers) {
        return TestCalls.dispatch(
                dispatcher,
                new ToolCall("ask", chat("100"), Caller.MCP, "1")
                        .with(CallOptions.NONE
                                .withUser(new UserChannel.Repeated(state, answers))
                                .withMaxWait(Duration.ZERO)));
    }

    @Test
    void aRestartDoesNotRefillTheBudgetOfFirstMessages() {
        Pacing pacing = pacing(config(true, Duration.ZERO, Duration.ZERO));
        pacing.restoreFirstContacts(List.of(Duration.ofHours(20), Duration.ofHours(1)));

        assertThat(call("send_to", chat("102"), null))
                .isEqualTo(new ToolResult.Paced(
                        "Toolgram's own pacing: the budget for first messages to people is used up, to protect the"
                                + " account. Nothing was sent; retry in 14400 s",
                        14_400));
    }

    @Test
    void nothingIsRefusedWhenPacingIsOff() {
        Pacing pacing = pacing(config(false, Duration.ofSeconds(30), Duration.ofSeconds(30)));
        for (int i = 0; i < 30; i++) {
            assertThat(call("send_to", chat("7"), Duration.ZERO)).isInstanceOf(ToolResult.Success.class);
        }
        assertThat(used(pacing)).isEmpty();
    }

    /** Generous: it is below 1 µs on a quiet machine. */
    @Test
    void decisionTakesLessThanFiveMicrosecondsWhenNothingWaits() {
        Rate most = new Rate(1_000_000, Duration.ofMinutes(1));
        Pacing pacing = new Pacing(new PacingConfig(
                true,
                Duration.ofNanos(1),
                Duration.ZERO,
                Duration.ofNanos(1),
                Duration.ofNanos(1),
                true,
                most,
                most,
                most,
                most,
                most,
                most,
                most));
        Demand demand = new Demand(Bucket.SEND, 1, List.of(7L), List.of(), 0, null);
        var deadline = java.time.Instant.now().plusSeconds(600);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                pacing.admit(demand, null, deadline);
            }
            best = Math.min(best, (System.nanoTime() - start) / 20_000);
        }
        assertThat(best).as("nanoseconds per decision").isLessThan(5_000);
    }

    private Pacing pacing(PacingConfig config) {
        Pacing pacing = new Pacing(config, clock::get, Duration.ofMillis(1));
        registry.replace(ToolSnapshot.EMPTY.with(new PluginTools(
                        "test",
                        List.of(
                                tool("limited_read", Limited.class, Effect.READ, Cost.READ),
                                tool("limited_full", Limited.class, Effect.READ, Cost.FULL),
                                tool("limited_send", Limited.class, Effect.WRITE, Cost.SEND),
                                tool("plain_read", Nothing.class, Effect.READ, Cost.READ),
                                tool("plain_resolve", Nothing.class, Effect.READ, Cost.RESOLVE),
                                tool("plain_admin", Nothing.class, Effect.WRITE, Cost.ADMIN),
                                tool("plain_join", Nothing.class, Effect.WRITE, Cost.JOIN),
                                tool("plain_create", Nothing.class, Effect.WRITE, Cost.CREATE),
                                tool("plain_none", Nothing.class, Effect.READ, Cost.NONE),
                                tool("send_to", OneChat.class, Effect.WRITE, Cost.SEND),
                                tool("read_from", OneChat.class, Effect.READ, Cost.READ),
                                tool("forward", Forward.class, Effect.WRITE, Cost.SEND),
                                new Asking(ToolDefinition.named("ask")
                                        .title("ask")
                                        .description("ask")
                                        .input(OneChat.class)
                                        .output(Done.class)
                                        .effect(Effect.WRITE)
                                        .cost(Cost.SEND)
                                        .build())))
                .tools()));
        Function<ChatReference, OptionalLong> known = chat ->
                chat.value().equals("@name") ? OptionalLong.of(7) : OptionalLong.of(Long.parseLong(chat.value()));
        // Chats from 100 on are with strangers.
        Recipients recipients = (tool, input, call) -> tool.chats().stream()
                .flatMap(field -> field.in(input)
                        .map(chat -> known.apply(chat).orElseThrow())
                        .map(id -> new Recipients.Chat(
                                id,
                                field.access() == ChatAccess.Mode.WRITE,
                                new Recipient(id, "", Entity.Type.USER, "", id < 100, id >= 100))))
                .toList();
        dispatcher.guard(List.of(new PacingGuard(pacing, known, recipients, key -> paces, recorded::addAndGet)));
        return pacing;
    }

    private static PacingConfig config(boolean enabled, Duration send, Duration read) {
        return new PacingConfig(
                enabled,
                Duration.ZERO,
                Duration.ZERO,
                send,
                read,
                true,
                TEN,
                TEN,
                TEN,
                TEN,
                TEN,
                TEN,
                new Rate(2, Duration.ofDays(1)));
    }

    private static <I extends Record> Tool<?, ?> tool(String name, Class<I> input, Effect effect, Cost cost) {
        return new Fixed<>(ToolDefinition.named(name)
                .title(name)
                .description(name)
                .input(input)
                .output(Done.class)
                .effect(effect)
                .cost(cost)
                .build());
    }

    private static ObjectNode chat(String reference) {
        return StrictJson.object().put("chat", reference);
    }

    private ToolResult call(String tool, ObjectNode arguments, @Nullable Duration maxWait) {
        return TestCalls.dispatch(
                dispatcher,
                new ToolCall(tool, arguments, Caller.REST, "1").with(CallOptions.NONE.withMaxWait(maxWait)));
    }

    private static String used(Pacing pacing) {
        return pacing.status().buckets().entrySet().stream()
                .filter(bucket -> bucket.getValue().used() > 0)
                .map(bucket -> bucket.getKey() + "=" + bucket.getValue().used())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
