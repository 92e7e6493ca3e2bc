package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.host.json.StrictJson;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PreviewsTest {

    record Input(
            String text,
            @DefaultValue("3") int times,
            @Nullable Boolean loud) {}

    record Output(boolean ok) {}

    record Chat(String chat) {}

    record Invite(String invite) {}

    /** A tool of a plugin that the host knows nothing about. */
    private record Shout<I extends Record>(String name, Class<I> input) implements Tool<I, Output> {
        @Override
        public ToolDefinition<I, Output> definition() {
            return ToolDefinition.named(name)
                    .title("Shout")
                    .description("Shouts.")
                    .input(input)
                    .output(Output.class)
                    .effect(Effect.WRITE)
                    .build();
        }

        @Override
        public Output call(I input, ToolContext context) {
            return new Output(true);
        }
    }

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Previews previews = new Previews(nanos::get);
    private final PluginTools plugin = new PluginTools("loud", List.of(new Shout<>("shout", Input.class)));
    private final RegisteredTool tool = plugin.tools().getFirst();

    @AfterEach
    void close() {
        plugin.close();
    }

    private static ToolCall call(String arguments, @Nullable String keyName) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(arguments.replace('\'', '"'));
        return new ToolCall(
                "shout", json, Caller.REST, keyName, "r", ProgressListener.NONE, new Cancellation(), ToolCall.NO_LIMIT);
    }

    private JsonNode preview(String arguments) {
        return JsonMapper.shared()
                .readTree(previews.answer(tool, call(arguments, "key"), null).json());
    }

    private String commit() {
        return preview("{'text':'hi'}").path("commit").asString();
    }

    private String refusal(ToolCall call) {
        CallRefusedException refused = catchThrowableOfType(CallRefusedException.class, () -> previews.prepare(call));
        return ((ToolResult.Conflict) refused.result()).message();
    }

    @Test
    void anUnknownToolsParametersAreCompletedWithDefaults() {
        assertThat(preview("{'loud':null,'text':'hi'}").path("would_call").toString())
                .isEqualTo("{\"text\":\"hi\",\"times\":3,\"loud\":null}");
    }

    @Test
    void theContentOfAFileIsNotRepeated() {
        String file = "data:text/plain;base64," + "QUJD".repeat(100);

        assertThat(preview("{'text':'%s'}".formatted(file))
                        .at("/would_call/text")
                        .asString())
                .isEqualTo("data:text/plain;base64,… (423 characters)");
        assertThat(preview("{'text':'data:,short'}").at("/would_call/text").asString())
                .isEqualTo("data:,short");
    }

    @Test
    void previewsWithLargeArgumentsAreForgottenEarly() {
        String small = commit();
        String large = "{'text':'%s'}".formatted("x".repeat(10 << 20));
        List<String> commits = IntStream.range(0, 4)
                .mapToObj(_ -> preview(large).path("commit").asString())
                .toList();

        assertThat(refusal(committing("{}", "key", small, null))).contains("has expired");
        assertThat(refusal(committing("{}", "key", commits.getFirst(), null))).contains("has expired");
        for (String kept : commits.subList(1, 4)) {
            assertThat(previews.prepare(committing("{}", "key", kept, null))
                            .arguments()
                            .path("text")
                            .asString())
                    .hasSize(10 << 20);
        }
    }

    /** The dry-run answers of the original, with the marked id of a chat. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            send_message     | would_send          | {"chat":"-100200"}
            send_file        | would_send_file     | {"chat":"-100200"}
            edit_message     | would_edit          | {"chat":"-100200"}
            delete_messages  | would_delete        | {"chat":"-100200"}
            forward_messages | would_forward       | {"chat":"-100200"}
            mark_read        | would_mark          | {"chat":"-100200"}
            pin_message      | would_pin           | {"chat":"-100200"}
            unpin_message    | would_unpin         | {"chat":"-100200"}
            set_reaction     | would_react         | {"chat":"-100200"}
            remove_reaction  | would_unreact       | {"chat":"-100200"}
            create_group     | would_create        | {"chat":"-100200"}
            create_poll      | would_create_poll   | {"chat":"-100200"}
            vote_poll        | would_vote          | {"chat":"-100200"}
            ban_user         | would_ban           | {"chat":"-100200"}
            unban_user       | would_unban         | {"chat":"-100200"}
            kick_user        | would_kick          | {"chat":"-100200"}
            promote_user     | would_promote       | {"chat":"-100200"}
            demote_user      | would_demote        | {"chat":"-100200"}
            delete_chat      | would_delete_chat   | "-100200"
            join_chat        | would_join          | "-100200"
            leave_chat       | would_leave         | "-100200"
            archive_chat     | would_call          | {"chat":"-100200"}
            """)
    void theKeysAreThoseOfTheOriginal(String name, String key, String value) {
        assertThat(preview(name, Chat.class, "{'chat':'-100200'}").path(key).toString())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AbC-_d12",
                "+AbC-_d12",
                "t.me/+AbC-_d12",
                "https://t.me/+AbC-_d12",
                "http://t.me/joinchat/AbC-_d12/",
                "tg://join?invite=AbC-_d12"
            })
    void anInviteIsShownByItsHash(String invite) {
        assertThat(preview("join_via_invite", Invite.class, "{'invite':'%s'}".formatted(invite))
                        .path("would_join_invite")
                        .asString())
                .isEqualTo("AbC-_d12");
    }

    private JsonNode preview(String name, Class<? extends Record> input, String arguments) {
        try (PluginTools tools = new PluginTools("messages", List.of(new Shout<>(name, input)))) {
            return JsonMapper.shared()
                    .readTree(previews.answer(tools.tools().getFirst(), call(arguments, "key"), null)
                            .json());
        }
    }

    private ToolCall committing(
            String arguments, @Nullable String key, @Nullable String commit, @Nullable String idempotencyKey) {
        ToolCall call = call(arguments, key);
        return call.with(call.options().withCommit(commit).withIdempotencyKey(idempotencyKey));
    }

    @Test
    void aCommitIsGoodForFiveMinutes() {
        String commit = commit();
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());

        ToolCall prepared = previews.prepare(committing("{}", "key", commit, null));
        assertThat(prepared.arguments().toString()).isEqualTo("{\"text\":\"hi\"}");

        nanos.incrementAndGet();
        assertThat(refusal(committing("{}", "key", commit, null))).contains("unknown or has expired");
    }

    @Test
    void aCommitBelongsToItsKey() {
        String commit = commit();

        assertThat(refusal(committing("{}", "other", commit, null))).contains("unknown or has expired");
        assertThat(refusal(committing("{}", null, commit, null))).contains("unknown or has expired");
    }

    @Test
    void aUsedCommitIsGoodForItsIdempotencyKeyOnly() {
        String commit = commit();
        ToolCall call = committing("{}", "key", commit, null);
        Recipient _ = previews.use(commit, call.with(call.options().withIdempotencyKey("a")));

        assertThatCode(() -> previews.use(commit, call.with(call.options().withIdempotencyKey("a"))))
                .doesNotThrowAnyException();
        for (String other : new String[] {"b", null}) {
            CallRefusedException refused = catchThrowableOfType(
                    CallRefusedException.class,
                    () -> previews.use(commit, call.with(call.options().withIdempotencyKey(other))));
            assertThat(((ToolResult.Conflict) refused.result()).message()).contains("used already");
        }
    }

    @Test
    void anExpiredCommitWithItsArgumentsFindsTheFirstResultByTheIdempotencyKey() {
        ToolCall call = committing("{'text':'hi'}", "key", "gone", "a");

        assertThat(previews.prepare(call)).isSameAs(call);
    }

    @Test
    void theOldestOfAThousandPreviewsIsForgotten() {
        String first = commit();
        String second = commit();
        for (int i = 0; i < 999; i++) {
            commit();
        }

        assertThat(refusal(committing("{}", "key", first, null))).contains("unknown");
        assertThatCode(() -> previews.prepare(committing("{}", "key", second, null)))
                .doesNotThrowAnyException();
    }

    @Test
    void aDryRunHasNoCommit() {
        previews.dryRun();

        assertThat(preview("{'text':'hi'}").has("commit")).isFalse();
        assertThat(previews.prepare(committing("{'text':'hi'}", "key", "x", null))
                        .options()
                        .preview())
                .isTrue();
        assertThat(StrictJson.text(preview("{'text':'hi'}")))
                .isEqualTo("{\"dry_run\":true,\"would_call\":{\"text\":\"hi\",\"times\":3,\"loud\":null}}");
    }
}
