package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.host.table.BundledTools;
import dev.toolgram.host.table.ToolRow;
import dev.toolgram.testkit.RestResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A preview and a dry run of each tool say what it would do, and nothing reaches Telegram until the commit. */
class PreviewIT {

    /** Methods that only read, and those of the connection itself. */
    private static final String READING =
            "(\\w+\\.)?(get|search|check|resolve|ping|init|invoke|bind)\\w*|msgs_ack|http_wait|account.updateStatus";

    private static final Map<String, String> RECIPIENTS = Map.of(
            "me", recipient("Ann Tester", "User", "@ann_tester"),
            "echo_bot", recipient("Echo", "User", "@echo_bot"),
            "rust_and_rye", recipient("Rust and Rye", "Channel", "@rust_and_rye"),
            "open_kitchen", recipient("Open Kitchen", "Channel", "@open_kitchen"),
            "bread_school", recipient("Bread School", "Channel", "@bread_school"),
            "-2001", recipient("Sunday Walk", "Chat", "-2001"));

    private static SandboxHost host;
    private static SandboxHost dry;

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
        dry = SandboxHost.start(Map.of("TELETHON_DRY_RUN", "on"));
    }

    @AfterAll
    static void close() {
        host.close();
        dry.close();
    }

    static Stream<ToolRow> tools() {
        return BundledTools.changing();
    }

    private static String recipient(String title, String type, String ref) {
        return "{\"title\":\"%s\",\"type\":\"%s\",\"ref\":\"%s\",\"is_contact\":false,\"first_contact\":false}"
                .formatted(title, type, ref);
    }

    @Test
    void everyBundledToolThatChangesSomethingIsInTheTable() {
        List<String> writing = host.mcpTools().stream()
                .filter(tool -> !tool.annotations().readOnlyHint())
                .map(tool -> tool.name())
                .filter(name -> !name.startsWith("sandbox_"))
                .toList();

        assertThat(BundledTools.changing().map(ToolRow::tool)).containsExactlyInAnyOrderElementsOf(writing);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aPreviewSendsNothingAndItsCommitSendsOnceOverRest(ToolRow row) {
        Map<String, Object> input = row.input().apply(host);
        reset(host);

        JsonNode preview = host.call(row.route() + "?preview=true", input).result();
        assertThat(sent(host)).as("sent by the preview").isEmpty();
        expect(row, input, one(preview));
        String commit = one(preview).path("commit").asString();
        assertThat(one(preview).path("expires_in").asInt()).isEqualTo(300);

        RestResponse committed = commit(row, input, commit);
        assertThat(committed.status()).as(committed.body().toString()).isEqualTo(200);
        assertThat(committed.result().has("dry_run")).isFalse();
        awaitSent(row);
        expectRecipient(row, committed.body().path("recipient"));

        RestResponse again = commit(row, input, commit);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().path("detail").asString()).contains("was used already");
        assertThat(sent(host)).containsEntry(row.changed().method(), 1L);
    }

    /** With an empty body, but for the fields in the path. */
    private static RestResponse commit(ToolRow row, Map<String, Object> input, String commit) {
        Map<String, Object> path = new HashMap<>(input);
        path.keySet().removeIf(name -> !row.route().contains("{" + name + "}"));
        return host.call(row.route() + "?commit=" + commit, path);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aPreviewSendsNothingAndItsCommitSendsOnceOverMcp(ToolRow row) {
        Map<String, Object> input = row.input().apply(host);
        reset(host);

        ToolAnswer preview = host.mcp(row.tool(), with(input, "preview", true));
        assertThat(sent(host)).as("sent by the preview").isEmpty();
        expect(row, input, one(preview.result()));
        String commit = one(preview.result()).path("commit").asString();

        ToolAnswer committed = host.mcp(row.tool(), with(input, "commit", commit));
        assertThat(committed.isError()).as(committed.text()).isFalse();
        awaitSent(row);

        ToolAnswer again = host.mcp(row.tool(), with(input, "commit", commit));
        assertThat(again.isError()).isTrue();
        assertThat(again.text()).contains("was used already");
        assertThat(sent(host)).containsEntry(row.changed().method(), 1L);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aDryRunSendsNothing(ToolRow row) {
        Map<String, Object> input = row.input().apply(dry);
        reset(dry);

        JsonNode rest = dry.call(row.route(), input).result();
        JsonNode mcp = dry.mcp(row.tool(), input).result();

        assertThat(sent(dry)).isEmpty();
        expect(row, input, one(rest));
        assertThat(one(rest).has("commit")).as("a commit would not send either").isFalse();
        assertThat(mcp).isEqualTo(rest);
        assertThat(rest.isArray())
                .isEqualTo(List.of("forward_messages", "send_album").contains(row.tool()));
    }

    private static void expect(ToolRow row, Map<String, Object> input, JsonNode answer) {
        assertThat(answer.path("dry_run").booleanValue()).as(answer.toString()).isTrue();
        assertThat(answer.path(row.changed().name())).isEqualTo(row.changed().parameters(input));
        expectRecipient(row, answer.path("recipient"));
    }

    private static void expectRecipient(ToolRow row, JsonNode recipient) {
        if (row.changed().recipient() == null) {
            assertThat(recipient.isMissingNode()).isTrue();
        } else if (RECIPIENTS.containsKey(row.changed().recipient())) {
            assertThat(recipient.toString())
                    .isEqualTo(RECIPIENTS.get(row.changed().recipient()));
        } else {
            assertThat(recipient.path("type").asString())
                    .isEqualTo(row.changed().recipient().equals("a user") ? "User" : "Channel");
        }
    }

    @Test
    void aCommitIsRetriedWithItsIdempotencyKey() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> input = Map.of("chat", "me", "text", "committed " + key);
        String commit = host.mcp("send_message", with(input, "preview", true))
                .result()
                .path("commit")
                .asString();
        Map<String, Object> call = with(with(input, "commit", commit), "idempotency_key", key);

        JsonNode first = host.mcp("send_message", call).result();
        JsonNode second = host.mcp("send_message", call).result();

        assertThat(first.path("id").asLong()).isPositive();
        assertThat(second).isEqualTo(first);
        assertThat(stored("committed " + key)).isEqualTo(1);
    }

    @Test
    void aPreviewWithAnIdempotencyKeyDoesNotUseTheKey() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> call = Map.of("chat", "me", "text", "keyed " + key, "idempotency_key", key);

        assertThat(host.mcp("send_message", with(call, "preview", true))
                        .result()
                        .has("commit"))
                .isTrue();
        assertThat(host.mcp("send_message", call).result().path("id").asLong()).isPositive();
        assertThat(stored("keyed " + key)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_message | {'chat':'me','text':'another'} | other arguments",
                "send_message | {'chat':'me','text':'bound','silent':true} | other arguments",
                "create_group | {} | unknown or has expired"
            })
    void aCommitIsBoundToItsCall(String tool, String arguments, String message) {
        String commit = host.mcp("send_message", Map.of("chat", "me", "text", "bound", "preview", true))
                .result()
                .path("commit")
                .asString();

        RestResponse answer =
                host.send("POST", "/api/tools/" + tool + "?commit=" + commit, arguments.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("detail").asString()).contains(message);
        assertThat(stored("bound")).isZero();
        assertThat(host.send("POST", "/api/messages?commit=" + commit, "").status())
                .as("still good")
                .isEqualTo(200);
        assertThat(stored("bound")).isEqualTo(1);
        JsonNode _ = host.call(
                        "DELETE /api/messages", Map.of("chat", "me", "message_ids", List.of(newest()), "revoke", true))
                .result();
    }

    private static long newest() {
        return host.get("/api/messages", Map.of("chat", "me", "limit", 1))
                .result()
                .path(0)
                .path("id")
                .asLong();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_message | {'chat':'me','text':''} | text",
                "send_message | {'chat':'nobody_here_1','text':'x'} | chat",
                "send_message | {'chat':'me','text':'x','reply_to':999999} | reply_to",
                "forward_messages | {'from_chat':'me','to_chat':'echo_bot','message_ids':[999999]} | message_ids",
                "send_file | {'chat':'me','file_url':'https://127.0.0.2/x'} | file_url",
                "delete_chat | {'chat':'bob_stone'} | chat"
            })
    void previewsAndDryRunsRefuseWhatTheCallWouldRefuse(String tool, String arguments, String field) {
        String body = arguments.replace('\'', '"');
        RestResponse preview = host.send("POST", "/api/tools/" + tool + "?preview=1", body);
        RestResponse dryRun = dry.send("POST", "/api/tools/" + tool, body);

        assertThat(List.of(preview.status(), dryRun.status()))
                .as(preview.body().toString())
                .containsOnly(400);
        assertThat(preview.body().at("/detail/0/loc/1").asString()).isEqualTo(field);
        assertThat(dryRun.body().path("detail")).isEqualTo(preview.body().path("detail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"preview=perhaps", "preview=true&preview=true", "preview=true&commit=x"})
    void malformedParametersAreRefused(String query) {
        RestResponse answer = host.post("/api/messages?" + query, Map.of("chat", "me", "text", "malformed"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/detail/0/loc/0").asString()).isEqualTo("query");
        assertThat(stored("malformed")).isZero();
    }

    @Test
    void malformedArgumentsAreRefused() {
        ToolAnswer answer =
                host.mcp("send_message", Map.of("chat", "me", "text", "malformed argument", "preview", "true"));

        assertThat(answer.text()).isEqualTo("preview: must be true or false");
        assertThat(stored("malformed argument")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/throttle/status", "/api/account/health"})
    void aDryRunIsReported(String path) {
        assertThat(dry.get(path, Map.of()).result().path("dry_run").booleanValue())
                .isTrue();
        assertThat(host.get(path, Map.of()).result().path("dry_run").booleanValue())
                .isFalse();
    }

    @Test
    void toolsThatOnlyReadHaveNoPreview() {
        assertThat(host.get("/api/me", Map.of("preview", "true")).status()).isEqualTo(400);
        assertThat(host.mcp("get_me", Map.of("preview", true)).isError()).isTrue();
    }

    @Test
    void theFirstMessageToAStrangerIsAFirstContact() {
        Map<String, Object> input = Map.of("chat", "greta_lind", "text", "Hello");
        JsonNode preview = host.call("POST /api/messages?preview=true", input).result();
        RestResponse first = host.call("POST /api/messages", input);
        RestResponse second = host.call("POST /api/messages", input);

        assertThat(preview.at("/recipient/first_contact").booleanValue()).isTrue();
        assertThat(first.body().path("recipient").toString())
                .isEqualTo("{\"title\":\"Greta Lind\",\"type\":\"User\",\"ref\":\"@greta_lind\",\"is_contact\":false,"
                        + "\"first_contact\":true}");
        assertThat(second.body().at("/recipient/first_contact").booleanValue()).isFalse();
        RestResponse contact = host.call("POST /api/messages", Map.of("chat", "bob_stone", "text", "Hello"));
        assertThat(contact.body().at("/recipient/is_contact").booleanValue()).isTrue();
    }

    @Test
    void theRecipientCostsNoRequest() {
        JsonNode _ =
                host.post("/api/messages", Map.of("chat", "me", "text", "once")).result();
        reset(host);

        RestResponse answer = host.post("/api/messages", Map.of("chat", "me", "text", "twice"));

        assertThat(answer.body().path("recipient").toString()).isEqualTo(RECIPIENTS.get("me"));
        assertThat(calls(host)).containsOnlyKeys("messages.sendMessage");
    }

    /** TDLib sends some requests shortly after its response. */
    private static void awaitSent(ToolRow row) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(sent(host)).containsEntry(row.changed().method(), 1L));
    }

    private static JsonNode one(JsonNode answer) {
        return answer.isArray() ? answer.path(0) : answer;
    }

    private static Map<String, Object> with(Map<String, Object> input, String name, Object value) {
        Map<String, Object> more = new HashMap<>(input);
        more.put(name, value);
        return more;
    }

    private static int stored(String text) {
        return host.sandbox("count", Map.of("text", text)).path("count").asInt();
    }

    private static void reset(SandboxHost of) {
        JsonNode _ = of.sandbox("calls", Map.of("reset", true));
    }

    private static Map<String, Long> calls(SandboxHost of) {
        Map<String, Long> calls = new TreeMap<>();
        of.sandbox("calls", Map.of())
                .forEach(each -> calls.put(
                        each.path("method").asString(), each.path("count").asLong()));
        calls.keySet().removeIf(method -> method.matches("msgs_ack|ping\\w*|http_wait"));
        return calls;
    }

    private static Map<String, Long> sent(SandboxHost of) {
        Map<String, Long> calls = calls(of);
        calls.keySet().removeIf(method -> method.matches(READING));
        return calls;
    }
}
