package conformance;

import dev.toolgram.api.Effect;
import dev.toolgram.api.FileContent;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Question;
import dev.toolgram.api.TextContent;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.pf4j.Extension;

/** The tools that MCP's conformance suite and our clients call by name, as far as a plugin can contribute them. */
@Extension
public class ConformancePlugin implements ToolProvider {

    private static final byte[] FILE = "This is an embedded resource content.".getBytes(StandardCharsets.UTF_8);
    private static final AtomicInteger waiting = new AtomicInteger();

    record Nothing() {}

    record Text(String text) {}

    record Message(String message) {}

    record Account(
            @Description("User's response") String username,
            @Description("User's email address") String email) {}

    record Name(String name) {}

    record Color(String color) {}

    record Confirmation(boolean ok) {}

    enum Status {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("inactive")
        INACTIVE,
        @JsonProperty("pending")
        PENDING
    }

    record Defaults(
            @DefaultValue("John Doe") String name,
            @DefaultValue("30") int age,
            @DefaultValue("95.5") double score,
            @DefaultValue("active") Status status,
            @DefaultValue("true") boolean verified) {}

    /** A record has no titles, so this answer has a form of its own. */
    record Choices(
            @JsonProperty("untitledSingle") String untitledSingle,
            @JsonProperty("titledSingle") String titledSingle,
            @JsonProperty("legacyEnum") String legacyEnum,
            @JsonProperty("untitledMulti") List<String> untitledMulti,
            @JsonProperty("titledMulti") List<String> titledMulti) {}

    private static final String CHOICES = """
            {"type":"object","properties":{
            "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
            "titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},
                {"const":"value2","title":"Second Option"}]},
            "legacyEnum":{"type":"string","enum":["opt1","opt2"],"enumNames":["Option One","Option Two"]},
            "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},
            "titledMulti":{"type":"array","items":{"anyOf":[{"const":"value1","title":"First Choice"},
                {"const":"value2","title":"Second Choice"}]}}}}""";

    record Waiting(int waiting) {}

    record Address(String street, String city) {}

    record Person(String name, Address address) {}

    private record Fixture<I extends Record, O>(
            ToolDefinition<I, O> definition, BiFunction<I, ToolContext, O> answer) implements Tool<I, O> {

        @Override
        public O call(I input, ToolContext context) {
            return answer.apply(input, context);
        }
    }

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        return List.of(
                text("test_simple_text", Nothing.class),
                text("test_logging_tool", Nothing.class),
                new Fixture<>(
                        named("test_elicitation", Message.class)
                                .output(Text.class)
                                .build(),
                        (input, call) -> answer(call, Question.of("account", input.message(), Account.class))),
                asking("test_streaming_elicitation", Question.of("confirm", "Please confirm", Confirmation.class)),
                asking(
                        "test_elicitation_sep1034_defaults",
                        Question.of("defaults", "Please review", Defaults.class)),
                asking(
                        "test_elicitation_sep1330_enums",
                        new Question<>("choices", "Please choose", Choices.class, CHOICES)),
                asking(
                        "test_input_required_result_elicitation",
                        Question.of("user_name", "What is your name?", Name.class)),
                asking(
                        "test_input_required_result_tampered_state",
                        Question.of("confirm", "Please confirm", Confirmation.class)),
                tool("test_input_required_result_request_state", Text.class, (input, call) -> {
                    answer(call, Question.of("confirm", "Please confirm", Confirmation.class));
                    return new Text("state-ok");
                }),
                tool("test_input_required_result_multi_round", Text.class, (input, call) -> {
                    Text name = answer(call, Question.of("step1", "Step 1: What is your name?", Name.class));
                    Text color = answer(call, Question.of("step2", "Step 2: What is your favorite color?", Color.class));
                    return new Text(name.text() + ", " + color.text());
                }),
                text("json_schema_2020_12_tool", Person.class),
                file("test_image_content", "test.png", "image/png"),
                file("test_audio_content", "test.wav", "audio/wav"),
                file("test_embedded_resource", "test.txt", "text/plain"),
                mixed("test_multiple_content_types"),
                tool("test_error_handling", Text.class, (input, call) -> {
                    throw ToolException.invalidInput("chat", "This tool intentionally returns an error for testing");
                }),
                tool("test_tool_with_progress", Text.class, (input, call) -> progress(call)),
                tool("test_trigger_tool_change", Text.class, (input, call) -> change()),
                tool("waits", Text.class, (input, call) -> await()),
                tool("count", Waiting.class, (input, call) -> new Waiting(waiting.get())));
    }

    private static <I extends Record> ToolDefinition.Builder<I, Object> named(String name, Class<I> input) {
        return ToolDefinition.named(name).title(name).description(name).input(input).effect(Effect.READ);
    }

    private static <O> Tool<?, ?> tool(String name, Class<O> output, BiFunction<Nothing, ToolContext, O> answer) {
        return new Fixture<>(named(name, Nothing.class).output(output).build(), answer);
    }

    private static <I extends Record> Tool<?, ?> text(String name, Class<I> input) {
        return new Fixture<>(
                named(name, input).output(Text.class).build(),
                (arguments, call) -> new Text("This is a simple text response for testing."));
    }

    private static Tool<?, ?> asking(String name, Question<?> question) {
        return tool(name, Text.class, (input, call) -> answer(call, question));
    }

    private static <T extends Record> Text answer(ToolContext call, Question<T> question) {
        return new Text(call.ask(question).map(answer -> "accept " + answer).orElse("decline"));
    }

    private static Tool<?, ?> file(String tool, String name, String mediaType) {
        return new Fixture<>(
                named(tool, Nothing.class).outputFile().build(),
                (arguments, call) -> FileContent.of(name, mediaType, FILE));
    }

    private static Tool<?, ?> mixed(String tool) {
        return new Fixture<>(
                named(tool, Nothing.class).outputContent().build(),
                (arguments, call) -> List.of(
                        new TextContent("A text, an image and a resource"),
                        FileContent.of("test.png", "image/png", FILE),
                        FileContent.of("test.json", "application/json", FILE)));
    }

    private static Text progress(ToolContext call) {
        try {
            for (int done = 0; done <= 100; done += 50) {
                call.progress(done, 100.0, "step");
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Text("done");
    }

    private static Text await() {
        waiting.incrementAndGet();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            waiting.decrementAndGet();
        }
        return new Text("cancelled");
    }

    /** Deploys a second plugin, or removes it. */
    private static synchronized Text change() {
        Path jar = Path.of(System.getProperty("conformance.other"));
        Path deployed = Path.of(System.getProperty("conformance.deployed"));
        try {
            if (!Files.deleteIfExists(deployed)) {
                Files.copy(jar, deployed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Text("changed");
    }
}
