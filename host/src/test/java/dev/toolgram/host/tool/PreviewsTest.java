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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PreviewsTest {

    record Input(
            String text,
            @DefaultValue("3") int times,
            @Nullable Boolean loud) {}

    record Output(boolean ok) {}

    /** A tool of a plugin that the host knows nothing about. */
    private static final class Shout implements Tool<Input, Output> {
        @Override
        public ToolDefinition<Input, Output> definition() {
            return ToolDefinition.named("shout")
                    .title("Shout")
                    .description("Shouts.")
                    .input(Input.class)
                    .output(Output.class)
                    .effect(Effect.WRITE)
                    .build();
        }

        @Override
        public Output call(Input input, ToolContext context) {
            return new Output(true);
        }
    }

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Previews previews = new Previews(nanos::get);
    private final PluginTools plugin = new PluginTools("loud", List.of(new Shout()));
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
