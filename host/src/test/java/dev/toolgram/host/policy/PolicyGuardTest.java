package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.store.AuditEntry;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.CallListener;
import dev.toolgram.host.tool.Cancellation;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.ProgressListener;
import dev.toolgram.host.tool.TestCalls;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.ToolSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@NullMarked
class PolicyGuardTest {

    record None() {}

    record One(ChatReference chat) {}

    record Two(@ChatAccess(ChatAccess.Mode.READ) ChatReference fromChat, ChatReference toChat) {}

    record Many(
            @ChatAccess(value = ChatAccess.Mode.READ, each = true)
            List<ChatReference> chats) {}

    record Refused(List<String> chats) {}

    /** Resolves each chat, as a plugin does with its Telegram client. */
    private static Tool<Many, Refused> bulk() {
        return new Tool<>() {
            @Override
            public ToolDefinition<Many, Refused> definition() {
                return tool("bulk", Many.class, Effect.READ)
                        .output(Refused.class)
                        .build();
            }

            @Override
            public Refused call(Many input, ToolContext context) {
                List<String> refused = new ArrayList<>();
                for (ChatReference chat : input.chats()) {
                    try {
                        ((CallContext) context).resolving(chat);
                    } catch (ToolException e) {
                        refused.add(chat.value() + " " + e.code());
                    }
                }
                return new Refused(refused);
            }
        };
    }

    record Ok(boolean ok) {}

    record Draft(Entity chat, String text) {}

    record Page(String title, List<Message> messages, Map<String, Entity> people) {}

    private record Fixed<I extends Record, O>(ToolDefinition<I, O> definition, Function<I, O> result)
            implements Tool<I, O> {
        @Override
        public O call(I input, ToolContext context) {
            return result.apply(input);
        }
    }

    private static <I extends Record> ToolDefinition.Builder<I, Object> tool(
            String name, Class<I> input, Effect effect) {
        return ToolDefinition.named(name)
                .title("T")
                .description("D")
                .input(input)
                .effect(effect);
    }

    private static Entity entity(long id, Entity.Type type) {
        return new Entity(id, type, null, null, null, "T" + id, null, null, Long.toString(id));
    }

    private static Message message(long chat) {
        return new Message(
                chat,
                OffsetDateTime.parse("2026-01-01T00:00:00Z"),
                chat,
                3L,
                "text",
                false,
                null,
                false,
                null,
                "@chat_" + chat);
    }

    private final ToolRegistry registry = new ToolRegistry();

    record Raw(long chatId) {}

    private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    private final TestPolicies.World world = new TestPolicies.World();
    private final PluginTools tools = new PluginTools(
            "messages",
            List.of(
                    bulk(),
                    new Fixed<>(
                            tool("read", One.class, Effect.READ)
                                    .output(Ok.class)
                                    .build(),
                            _ -> new Ok(true)),
                    new Fixed<>(
                            tool("send", One.class, Effect.WRITE)
                                    .output(Ok.class)
                                    .build(),
                            _ -> new Ok(true)),
                    new Fixed<>(
                            tool("forward", Two.class, Effect.WRITE)
                                    .output(Ok.class)
                                    .build(),
                            _ -> new Ok(true)),
                    new Fixed<>(
                            tool("sent", One.class, Effect.WRITE)
                                    .outputList(Message.class)
                                    .build(),
                            _ -> List.of(message(1), message(6))),
                    new Fixed<>(
                            tool("dialogs", None.class, Effect.READ)
                                    .outputList(Dialog.class)
                                    .build(),
                            _ -> List.of(
                                    Dialog.of(entity(1, Entity.Type.USER), 0, false, null),
                                    Dialog.of(entity(2, Entity.Type.CHAT), 0, false, null),
                                    Dialog.of(entity(99, Entity.Type.CHANNEL), 0, false, null))),
                    new Fixed<>(
                            tool("members", One.class, Effect.READ)
                                    .outputList(Entity.class)
                                    .build(),
                            _ -> List.of(entity(3, Entity.Type.USER), entity(3, Entity.Type.CHANNEL))),
                    new Fixed<>(
                            tool("raw", Raw.class, Effect.READ).output(Ok.class).build(), _ -> new Ok(true)),
                    new Fixed<>(
                            tool("newest", None.class, Effect.READ)
                                    .output(Message.class)
                                    .build(),
                            _ -> message(3)),
                    new Fixed<>(
                            tool("search", None.class, Effect.READ)
                                    .output(Page.class)
                                    .build(),
                            _ -> new Page(
                                    "p",
                                    List.of(message(2), message(3)),
                                    Map.of("b", entity(2, Entity.Type.USER), "c", entity(3, Entity.Type.USER)))),
                    new Fixed<>(
                            tool("drafts", None.class, Effect.READ)
                                    .outputList(Draft.class)
                                    .build(),
                            _ -> List.of(
                                    new Draft(entity(2, Entity.Type.USER), "shown"),
                                    new Draft(entity(3, Entity.Type.USER), "secret")))));
    private Policies policies = new Policies(Path.of(""), Optional.empty(), registry, Instant::now, Duration.ZERO);
    private final ToolDispatcher dispatcher =
            new ToolDispatcher(registry, Duration.ofSeconds(10), OptionalLong::empty, Path.of(""), CallListener.NOBODY);

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path path = folder.resolve(KeyFile.NAME);
        Files.writeString(path, """
                {"keys": {"digest": {"hash": "%s", "tools": ["all", "-send"],
                  "chats": {"read": ["contacts", "-@chat_1", "folder:Work"], "write": ["*", "-@chat_7"]}}}}
                """.formatted(KeyFile.hash("k".getBytes(StandardCharsets.US_ASCII))));
        registry.replace(ToolSnapshot.EMPTY.with(tools.tools()));
        policies.close();
        policies = new Policies(path, Optional.empty(), registry, Instant::now, Duration.ZERO);
        assertThat(policies.problems()).isEmpty();
        assertThat(policies.connect(world)).isEmpty();
        PolicyGuard guard = new PolicyGuard(policies, registry, world, audit::add);
        dispatcher.limit(guard);
        dispatcher.guard(List.of(guard));
    }

    @AfterEach
    void close() {
        policies.close();
        dispatcher.close();
        tools.close();
    }

    private ToolResult call(String tool, @Nullable String key, ObjectNode arguments) {
        return TestCalls.dispatch(
                dispatcher,
                new ToolCall(
                        tool,
                        arguments,
                        Caller.REST,
                        key,
                        "r1",
                        ProgressListener.NONE,
                        new Cancellation(),
                        ToolCall.NO_LIMIT));
    }

    private static ObjectNode chat(String reference) {
        return StrictJson.object().put("chat", reference);
    }

    @ParameterizedTest
    @CsvSource({
        "@chat_1, false",
        "https://t.me/chat_1, false",
        "@chat_2, true",
        "2, true",
        "@chat_5, true",
        "@chat_3, false",
        "@chat_9, false",
        "Bob Stone, false"
    })
    void onlyChatsInScopeAreRead(String reference, boolean allowed) {
        ToolResult result = call("read", "digest", chat(reference));

        assertThat(result instanceof ToolResult.Success).isEqualTo(allowed);
        if (!allowed) {
            assertThat(result).isEqualTo(new ToolResult.Forbidden(PolicyGuard.NO_SUCH_CHAT));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1, true", "2, 7, false", "1, 2, false", "3, 3, false", "5, 8, true"})
    void bothSidesOfAForwardAreInScope(String from, String to, boolean allowed) {
        ToolResult result = call(
                "forward", "digest", StrictJson.object().put("from_chat", from).put("to_chat", to));

        assertThat(result instanceof ToolResult.Success).isEqualTo(allowed);
        if (!allowed) {
            assertThat(result).isEqualTo(new ToolResult.Forbidden(PolicyGuard.NO_SUCH_CHAT));
        }
    }

    @Test
    void deniedToolAnswersLikeAnUnknownOne() {
        assertThat(call("send", "digest", chat("2")))
                .isEqualTo(new ToolResult.UnknownTool("send", Optional.of("sent")));
        assertThat(call("sendd", "digest", chat("2")))
                .isEqualTo(new ToolResult.UnknownTool("sendd", Optional.of("sent")));
        assertThat(call("read", "revoked", chat("2"))).isEqualTo(new ToolResult.UnknownTool("read"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dialogs | {}         | "ref":"2"         | "ref":"1"
            dialogs | {}         | "ref":"2"         | "ref":"99"
            members | {"chat":2} | "type":"User"     | "type":"Channel"
            search  | {}         | "chat_ref":"@chat_2" | "chat_ref":"@chat_3"
            search  | {}         | "b":{             | "c":{
            drafts  | {}         | "shown"              | "secret"
            sent    | {"chat":6} | "chat_ref":"@chat_6" | nothing
            """)
    void chatsOutOfScopeAreNotInResults(String tool, String input, String shown, String hidden) throws Exception {
        ToolResult result = call(tool, "digest", (ObjectNode) StrictJson.read(input.getBytes(StandardCharsets.UTF_8)));

        assertThat(result).isInstanceOf(ToolResult.Success.class);
        assertThat(new String(((ToolResult.Success) result).json(), StandardCharsets.UTF_8))
                .contains(shown)
                .doesNotContain(hidden);
    }

    /** It could be given any chat. */
    @Test
    void toolThatTakesChatsUncheckedIsHiddenFromAKeyWithScopes() {
        ObjectNode three = StrictJson.object().put("chat_id", 3);

        assertThat(call("raw", null, three)).isInstanceOf(ToolResult.Success.class);
        assertThat(call("raw", "digest", three)).isInstanceOf(ToolResult.UnknownTool.class);
    }

    @Test
    void messageOutOfScopeIsRefusedAsAWhole() {
        assertThat(call("newest", "digest", StrictJson.object()))
                .isEqualTo(new ToolResult.Forbidden(PolicyGuard.NO_SUCH_CHAT));
    }

    @Test
    void decisionsAboutWritesAndRefusalsAreAudited() {
        ToolResult _ = call("read", "digest", chat("2"));
        ToolResult _ = call("read", "digest", chat("3"));
        ToolResult _ = call("sent", "digest", chat("https://t.me/chat_6"));
        ToolResult _ = call("send", "digest", chat("2"));
        ToolResult _ = call("send", null, chat("2"));

        assertThat(audit)
                .extracting(
                        AuditEntry::key, AuditEntry::tool, AuditEntry::chats, AuditEntry::decision, AuditEntry::outcome)
                .containsExactly(
                        tuple("digest", "read", "3", "refused", "forbidden"),
                        tuple("digest", "sent", "6", "allowed", "success"),
                        tuple("digest", "send", "-", "refused", "unknown-tool"),
                        tuple("-", "send", "2", "allowed", "success"));
        assertThat(audit).allSatisfy(entry -> {
            assertThat(entry.requestId()).isEqualTo("r1");
            assertThat(entry.revision()).isEqualTo(policies.ring().file().revision());
        });
    }

    @Test
    void approvalsAreAuditedFromTheQuestionToItsEnd() {
        Approvals approvals = new Approvals(Duration.ofSeconds(1));
        approvals.audit(new PolicyGuard(policies, registry, world, audit::add));
        Approval.Binding call = new Approval.Binding("digest", "send", List.of(2L, 3L), "hash");
        approvals.leave(approvals.attend(call, List.of(), "text=secret", "r1").orElseThrow());
        String id = approvals.pending().getFirst().id();
        boolean _ = approvals.decide(id, true, "by-key-boss");
        boolean _ = approvals.decide(id, true, "by-key-boss");
        Awaitility.await().until(() -> audit.size() == 3); // without another call
        Approval.Binding other = new Approval.Binding(null, "sent", List.of(), "hash");
        approvals.leave(approvals.attend(other, List.of(), "", "r2").orElseThrow());

        Awaitility.await().until(() -> audit.size() == 5);
        assertThat(audit)
                .extracting(
                        AuditEntry::key,
                        AuditEntry::tool,
                        AuditEntry::chats,
                        AuditEntry::decision,
                        AuditEntry::outcome,
                        AuditEntry::requestId)
                .containsExactly(
                        tuple("digest", "send", "2 3", "asked", "pending", "r1"),
                        tuple("digest", "send", "2 3", "approved", "by-key-boss", "r1"),
                        tuple("digest", "send", "2 3", "expired", "not-used", "r1"),
                        tuple("-", "sent", "-", "asked", "pending", "r2"),
                        tuple("-", "sent", "-", "expired", "not-decided", "r2"));
        assertThat(audit.toString()).doesNotContain("secret");
    }

    @Test
    void eachChatOfAListIsRefusedByItselfAndTheCallIsAuditedOnce() {
        ObjectNode input = StrictJson.object();
        List.of("2", "3", "Bob Stone", "5", "@chat_1").forEach(input.putArray("chats")::add);

        ToolResult result = call("bulk", "digest", input);

        assertThat(new String(((ToolResult.Success) result).json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"chats\":[\"3 FORBIDDEN\",\"Bob Stone FORBIDDEN\",\"@chat_1 FORBIDDEN\"]}");
        assertThat(audit)
                .extracting(AuditEntry::key, AuditEntry::tool, AuditEntry::decision, AuditEntry::outcome)
                .containsExactly(tuple("digest", "bulk", "refused", "forbidden"));
    }

    /** The whole decision: which tool, which chat, what is recorded; without the resolver's look-up. */
    @Test
    void decisionTakesLessThanFiveMicroseconds() {
        List<Long> best = new CopyOnWriteArrayList<>();
        PolicyGuard guard = new PolicyGuard(policies, registry, world, audit::add);
        dispatcher.guard(List.of((tool, input, context) -> {
            int calls = 10_000;
            for (int batch = 0; batch < 20; batch++) {
                long start = System.nanoTime();
                for (int i = 0; i < calls; i++) {
                    if (guard.tools("digest").find("read").isEmpty()) {
                        throw new AssertionError();
                    }
                    guard.admit(tool, input, context);
                }
                best.add((System.nanoTime() - start) / calls);
            }
        }));

        assertThat(call("read", "digest", chat("@chat_2"))).isInstanceOf(ToolResult.Success.class);

        assertThat(best.stream().mapToLong(Long::longValue).min())
                .satisfies(nanos -> assertThat(nanos.getAsLong()).isLessThan(5_000));
    }
}
