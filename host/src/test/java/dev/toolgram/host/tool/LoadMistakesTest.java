package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A plugin whose tool has a mistake in a record is rejected when it loads, with one line that says where and why. */
@NullMarked
class LoadMistakesTest {

    record SameName(int aB, @JsonProperty("a_b") int other) {}

    record PatternOfNumber(@Pattern(regexp = "a") int x) {}

    record PatternOfUuid(@Pattern(regexp = "a") UUID x) {}

    record SizeOfNumber(@Size(max = 3) Long x) {}

    record MinOfText(@Min(1) String x) {}

    record PositiveDuration(@Positive Duration x) {}

    record PastText(@Past String x) {}

    record TrueNumber(@AssertTrue int x) {}

    record PatternOfElement(List<@Pattern(regexp = "a") Integer> x) {}

    record MinOfKey(Map<@Min(1) String, String> x) {}

    record SizeOfInner(List<List<@Size(max = 2) Long>> x) {}

    record NullableNotBlank(@Nullable @NotBlank String x) {}

    record OptionalNotEmpty(Optional<@NotEmpty String> x) {}

    record NullableNotNull(@Nullable @NotNull String x) {}

    record NullablePrimitive(@Nullable int x) {}

    record Nothing(@Min(5) @Max(4) int x) {}

    record BeyondInt(@Min(3_000_000_000L) int x) {}

    record NoSize(@Size(min = 3, max = 2) List<String> x) {}

    record Flags(
            @Pattern(regexp = "a", flags = Pattern.Flag.CASE_INSENSITIVE)
            String x) {}

    record BrokenPattern(@Pattern(regexp = "[a") String x) {}

    record JavaPattern(@Pattern(regexp = "\\p{Alpha}++") String x) {}

    record Expression(
            @Max(value = 9, message = "has ${validatedValue}")
            int x) {}

    record UnknownVariable(
            @Max(value = 9, message = "at most {max}") int x) {}

    record DefaultBelow(@DefaultValue("0") @Min(1) int x) {}

    record DefaultOfType(@DefaultValue("many") int x) {}

    record DefaultList(@DefaultValue("[1,\"a\"]") List<Integer> x) {}

    record DefaultElement(@DefaultValue("[1,-1]") List<@Positive Integer> x) {}

    record DefaultRecord(@DefaultValue("{\"x\":0}") DefaultBelow x) {}

    record DefaultDate(@DefaultValue("30") Duration x) {}

    record Threads(Thread x) {}

    record ArrayLists(ArrayList<String> x) {}

    record Characters(char x) {}

    record ForeignKeys(Map<List<String>, String> x) {}

    record Deep(List<Map<String, Threads>> deep) {}

    sealed interface Shape {}

    static final class Circle implements Shape {}

    record OfShape(Shape x) {}

    sealed interface Twins {}

    @JsonTypeName("twin")
    record One(int one) implements Twins {}

    record Twin(int two) implements Twins {}

    record OfTwins(Twins x) {}

    sealed interface Typed {}

    record HasType(int type) implements Typed {}

    record OfTyped(Typed x) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    sealed interface ByClass {}

    record Some() implements ByClass {}

    record OfClass(ByClass x) {}

    enum Colour {
        RED,
        @JsonProperty("RED")
        GREEN
    }

    record OfColour(Colour x) {}

    record Endless(Set<String> names, Endless x) {}

    static Stream<Arguments> records() {
        return Stream.of(
                mistake(SameName.class, "'other' of {}: two components have the JSON name 'a_b'"),
                mistake(PatternOfNumber.class, "'x' of {}: @Pattern does not fit int: use it on a String"),
                mistake(PatternOfUuid.class, "'x' of {}: @Pattern does not fit UUID: use it on a String"),
                mistake(
                        SizeOfNumber.class,
                        "'x' of {}: @Size does not fit Long: use it on a String, a list, a map or an array"),
                mistake(MinOfText.class, "'x' of {}: @Min does not fit String: use it on a number"),
                mistake(PositiveDuration.class, "'x' of {}: @Positive does not fit Duration: use it on a number"),
                mistake(PastText.class, "'x' of {}: @Past does not fit String: use it on a date or a time"),
                mistake(TrueNumber.class, "'x' of {}: @AssertTrue does not fit int: use it on a boolean"),
                mistake(PatternOfElement.class, "'x' of {}: @Pattern does not fit Integer: use it on a String"),
                mistake(MinOfKey.class, "'x' of {}: @Min does not fit String: use it on a number"),
                mistake(
                        SizeOfInner.class,
                        "'x' of {}: @Size does not fit Long: use it on a String, a list, a map or an array"),
                mistake(
                        NullableNotBlank.class,
                        "'x' of {}: @NotBlank forbids the null of an optional value: remove it,"
                                + " or use @Size(min = 1) or @Pattern"),
                mistake(
                        OptionalNotEmpty.class,
                        "'x' of {}: @NotEmpty forbids the null of an optional value: remove it,"
                                + " or use @Size(min = 1) or @Pattern"),
                mistake(
                        NullableNotNull.class,
                        "'x' of {}: @NotNull forbids the null of an optional value: remove it,"
                                + " or use @Size(min = 1) or @Pattern"),
                mistake(NullablePrimitive.class, "'x' of {}: int cannot be @Nullable: use Integer"),
                mistake(Nothing.class, "'x' of {}: no value fits its limits: at least 5 and at most 4"),
                mistake(
                        BeyondInt.class,
                        "'x' of {}: no value fits its limits: at least 3000000000 and at most" + " 2147483647"),
                mistake(NoSize.class, "'x' of {}: no value fits its limits: at least 3 and at most 2"),
                mistake(
                        Flags.class,
                        "'x' of {}: a schema has no flags for a @Pattern: write the regexp without them,"
                                + " for example [Aa]"),
                mistake(BrokenPattern.class, "'x' of {}: the regexp '[a' is invalid: Unclosed character class"),
                mistake(
                        JavaPattern.class,
                        "'x' of {}: the regexp '\\p{Alpha}++' cannot be published: '\\p{Alpha}' is"
                                + " not JavaScript's, too"),
                mistake(
                        Expression.class,
                        "'x' of {}: the message of @Max has '${validatedValue}', which is not an"
                                + " attribute of it: write the text itself"),
                mistake(
                        UnknownVariable.class,
                        "'x' of {}: the message of @Max has '{max}', which is not an attribute"
                                + " of it: write the text itself"),
                mistake(
                        DefaultBelow.class,
                        "the default '0' of 'x' in {} does not fit: Must be greater than or equal" + " to 1"),
                mistake(DefaultOfType.class, "the default 'many' of 'x' in {} does not fit: Must be an integer"),
                mistake(
                        DefaultList.class,
                        "the default '[1,\"a\"]' of 'x' in {} does not fit: x[1]: Must be an" + " integer"),
                mistake(
                        DefaultElement.class,
                        "the default '[1,-1]' of 'x' in {} does not fit: x[1]: Must be greater" + " than 0"),
                mistake(
                        DefaultRecord.class,
                        "the default '0' of 'x' in " + DefaultBelow.class.getName()
                                + " does not fit: Must be greater than or equal to 1"),
                mistake(
                        DefaultDate.class,
                        "the default '30' of 'x' in {} does not fit: Must be an ISO 8601 duration,"
                                + " for example PT1H30M"),
                mistake(
                        Threads.class,
                        "'x' of {}: a value of java.lang.Thread cannot be read from JSON: use a record, an enum, List"),
                mistake(
                        ArrayLists.class,
                        "'x' of {}: a value of java.util.ArrayList<java.lang.String> cannot be read"
                                + " from JSON: use"),
                mistake(
                        Characters.class,
                        "'x' of {}: a value of char cannot be read from JSON: use a record, an enum, List"),
                mistake(ForeignKeys.class, "'x' of {}: the key of a map cannot be read as"),
                mistake(
                        Deep.class,
                        "'deep' of {}: 'x' of " + Threads.class.getName() + ": a value of java.lang.Thread"),
                mistake(
                        OfShape.class,
                        "'x' of {}: " + Shape.class.getName() + " permits " + Circle.class.getName()
                                + ", which is not a record"),
                mistake(
                        OfTwins.class,
                        "'x' of {}: " + Twins.class.getName() + " permits " + One.class.getName() + " and "
                                + Twin.class.getName() + ", both named 'twin': name one with @JsonTypeName"),
                mistake(
                        OfTyped.class,
                        "'x' of {}: " + HasType.class.getName()
                                + " has a component 'type', which is the discriminator of its interface"),
                mistake(
                        OfClass.class,
                        "'x' of {}: " + ByClass.class.getName()
                                + " needs @JsonTypeInfo with use = NAME and include = PROPERTY"),
                mistake(
                        OfColour.class,
                        "'x' of {}: two constants of " + Colour.class.getName() + " have the JSON name 'RED'"),
                mistake(Endless.class, "{} contains itself without end: make a component @Nullable or a list"));
    }

    private static Arguments mistake(Class<? extends Record> input, String line) {
        return Arguments.of(input, line.replace("{}", input.getName()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void aMistakeInARecordIsOneLine(Class<? extends Record> input, String line) {
        assertRejected(input, null, "the input of tool 'test' cannot be read: " + line);
    }

    record Text(String x) {}

    record Texts(List<String> x) {}

    record Json(JsonNode x) {}

    record Entries(Map<String, String> x) {}

    record Lists(List<List<String>> x) {}

    record Inner(Text x) {}

    record Inners(@Nullable List<Text> x) {}

    static Stream<Class<? extends Record>> notForAQuery() {
        return Stream.of(Json.class, Entries.class, Lists.class, Inner.class, Inners.class);
    }

    @ParameterizedTest
    @MethodSource("notForAQuery")
    void aFieldThatNoQueryCanCarryNeedsPost(Class<? extends Record> input) {
        assertRejected(
                input,
                Route.get("/api/x"),
                "route 'GET /api/x' of tool 'test' has the field 'x', which no query can carry: use POST, or a text,"
                        + " a number, a boolean or a list of them");
        new PluginTools("good", List.of(tool(input, Route.post("/api/x")))).close();
    }

    @ParameterizedTest
    @MethodSource("notForAQuery")
    void aFieldThatNoPathCanCarryIsNotInARoute(Class<? extends Record> input) {
        assertRejected(
                input,
                Route.post("/api/x/{x}"),
                "route 'POST /api/x/{x}' of tool 'test' names 'x', which no path can carry: use a text, a number or"
                        + " a boolean");
    }

    @ParameterizedTest
    @MethodSource
    void otherFieldsCanBeInAQuery(Class<? extends Record> input) {
        new PluginTools("good", List.of(tool(input, Route.get("/api/x")))).close();
    }

    static Stream<Class<? extends Record>> otherFieldsCanBeInAQuery() {
        return Stream.of(Text.class, Texts.class);
    }

    private static void assertRejected(Class<? extends Record> input, @Nullable Route route, String line) {
        assertThatThrownBy(() -> new PluginTools("bad", List.of(tool(input, route))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(line)
                .message()
                .doesNotContain("\n");
    }

    private static <I extends Record> Tool<I, Text> tool(Class<I> input, @Nullable Route route) {
        var builder = ToolDefinition.named("test")
                .title("Test")
                .description("Tests.")
                .input(input)
                .output(Text.class)
                .effect(Effect.READ);
        ToolDefinition<I, Text> definition = (route == null ? builder : builder.route(route)).build();
        return new Tool<>() {
            @Override
            public ToolDefinition<I, Text> definition() {
                return definition;
            }

            @Override
            public Text call(I arguments, ToolContext context) {
                return new Text("");
            }
        };
    }
}
