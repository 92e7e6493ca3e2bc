package dev.toolgram.host.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@NullMarked
class RecordBinderTest {

    private static final ValidatorFactory VALIDATORS = Validators.newFactory();

    @AfterAll
    static void close() {
        VALIDATORS.close();
    }

    enum Kind {
        HOME,
        @JsonProperty("at-work")
        WORK
    }

    record Address(
            @Size(max = 5) String street,
            @DefaultValue("10") @Max(99) int number,
            Kind kind,
            @JsonProperty("zip") @Nullable String code) {}

    record Person(
            Address address,
            @DefaultValue("[]") List<Address> more,
            @Nullable Map<Kind, Address> byKind) {}

    @Test
    void nestedRecordsHaveDefaultsToo() {
        assertThat(bind(Person.class, "{'address':{'street':'A','kind':'HOME'}}"))
                .isEqualTo(new Person(new Address("A", 10, Kind.HOME, null), List.of(), null));
        assertThat(bind(Person.class, "{'address':{'street':'A','kind':'at-work','number':null,'zip':null}}"))
                .isEqualTo(new Person(new Address("A", 10, Kind.WORK, null), List.of(), null));
    }

    @Test
    void problemsInsideAreReportedWithTheirPath() {
        assertThat(problems(Person.class, """
                {'address':{'street':'toolong','number':100},
                 'more':[{'street':'A','kind':'HOME'},{'street':null,'kind':'x','code':'1'}],
                 'by_kind':{'HOME':{'street':'A','kind':'HOME','number':'1'},'other':1}}"""))
                .containsExactlyInAnyOrder(
                        "address.kind: Field required",
                        "address.street: Must have at most 5 characters, has 7",
                        "address.number: Must be less than or equal to 99",
                        "more[1].street: Must not be null",
                        "more[1].kind: Must be one of HOME, at-work",
                        "more[1].code: Unknown field; known fields: street, number, kind, zip",
                        "by_kind.HOME.number: Must be an integer",
                        "by_kind.other: Must be one of HOME, at-work",
                        "by_kind.other: Must be an object");
    }

    @Test
    void constraintsOfNestedRecordsNeedNoValid() {
        assertThat(problems(Person.class, "{'address':{'street':'toolong','kind':'HOME'}}"))
                .containsExactly("address.street: Must have at most 5 characters, has 7");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "shape")
    @JsonSubTypes({@JsonSubTypes.Type(value = Circle.class, name = "round"), @JsonSubTypes.Type(Square.class)})
    sealed interface Shape {}

    record Circle(@Positive int radius) implements Shape {}

    record Square(int side) implements Shape {}

    sealed interface Target {}

    record SavedMessages() implements Target {}

    record OneChat(ChatReference chat) implements Target {}

    record Drawing(Shape shape, Target target) {}

    @Test
    void sealedTypesAreChosenByTheirDiscriminator() {
        assertThat(bind(
                        Drawing.class,
                        "{'shape':{'shape':'round','radius':2},'target':{'type':'one_chat','chat':'me'}}"))
                .isEqualTo(new Drawing(new Circle(2), new OneChat(new ChatReference("me"))));
        assertThat(problems(Drawing.class, "{'shape':{'radius':2},'target':{'type':'nowhere'}}"))
                .containsExactly("shape.shape: Field required", "target.type: Must be one of saved_messages, one_chat");
        assertThat(problems(
                        Drawing.class,
                        "{'shape':{'shape':'round','radius':0},'target':{'type':'saved_messages','x':1}}"))
                .containsExactly("shape.radius: Must be greater than 0", "target.x: Unknown field; there are none");
        assertThat(schema(Drawing.class).at("/properties/target").toString())
                .isEqualTo(
                        "{\"type\":\"object\",\"anyOf\":["
                                + "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\",\"enum\":[\"saved_messages\"]}},"
                                + "\"required\":[\"type\"],\"additionalProperties\":false},"
                                + "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\",\"enum\":[\"one_chat\"]},"
                                + "\"chat\":{\"type\":\"string\"}},\"required\":[\"type\",\"chat\"],\"additionalProperties\":false}]}");
    }

    record All(
            OffsetDateTime moment,
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime local,
            Duration pause,
            ZoneId zone,
            UUID id,
            URI address,
            BigDecimal price,
            BigInteger big,
            Optional<String> text,
            Optional<Integer> number,
            Optional<Long> other,
            Set<Long> set,
            Map<Integer, List<String>> map) {}

    private static final String ALL = """
            {'moment':'2026-01-31T18:30:00.123456789+02:00','instant':'2026-01-31T18:30:00.5Z','date':'2026-01-31',
             'time':'18:30:00','local':'2026-01-31T18:30:00','pause':'PT1H0.5S',
             'zone':'Europe/Berlin','id':'123e4567-e89b-12d3-a456-426614174000',
             'address':'https://example.org/a','price':0.1234567890123456789,'big':123456789012345678901234567890,
             'text':'x','other':null,'set':[1,2.0],'map':{'-7':['a']}}""";

    @Test
    void everyTypeIsReadWithoutLoss() {
        assertThat(bind(All.class, ALL))
                .isEqualTo(new All(
                        OffsetDateTime.of(2026, 1, 31, 18, 30, 0, 123_456_789, ZoneOffset.ofHours(2)),
                        Instant.parse("2026-01-31T18:30:00.5Z"),
                        LocalDate.of(2026, 1, 31),
                        LocalTime.of(18, 30),
                        LocalDateTime.of(2026, 1, 31, 18, 30),
                        Duration.ofMillis(3_600_500),
                        ZoneId.of("Europe/Berlin"),
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                        URI.create("https://example.org/a"),
                        new BigDecimal("0.1234567890123456789"),
                        new BigInteger("123456789012345678901234567890"),
                        Optional.of("x"),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(1L, 2L),
                        Map.of(-7, List.of("a"))));
    }

    /** The original's clients send what Python's {@code datetime.isoformat} writes; models leave out what they can. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T18:30:00,           2026-01-31T18:30:00Z",
        "2026-01-31T18:30:00.250000,    2026-01-31T18:30:00.250Z",
        "2026-01-31 18:30:00,           2026-01-31T18:30:00Z",
        "2026-01-31T18:30,              2026-01-31T18:30:00Z",
        "2026-01-31T18:30+02:00,        2026-01-31T16:30:00Z",
        "2026-01-31 18:30:00+02:00,     2026-01-31T16:30:00Z",
        "2026-01-31T18:30:00-05:30,     2026-02-01T00:00:00Z",
        "2026-01-31,                    2026-01-31T00:00:00Z",
    })
    void aTimeWithoutAnOffsetIsInUtc(String text, Instant expected) {
        assertThat(bind(Times.class, "{'moment':'%s','instant':'%s','zoned':'%s'}".formatted(text, text, text)))
                .satisfies(times -> {
                    assertThat(times.instant()).isEqualTo(expected);
                    assertThat(times.moment().toInstant()).isEqualTo(expected);
                    assertThat(times.zoned().toInstant()).isEqualTo(expected);
                });
    }

    private record Times(OffsetDateTime moment, Instant instant, ZonedDateTime zoned) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "moment  | 1769884200              | moment: Must be an ISO 8601 date and time, in UTC if it has no offset, for example 2026-01-31T18:30:00+00:00",
                "moment  | '2026-01-31T18+02:00'    | moment: Must be an ISO 8601 date and time, in UTC if it has no offset, for example 2026-01-31T18:30:00+00:00",
                "instant | '2026-02-30T00:00:00Z'  | instant: Must be an ISO 8601 date and time, in UTC if it has no offset, for example 2026-01-31T18:30:00+00:00",
                "date    | [2026,1,31]             | date: Must be an ISO 8601 date, for example 2026-01-31",
                "pause   | 30                      | pause: Must be an ISO 8601 duration, for example PT1H30M",
                "pause   | 'PT'                    | pause: Must be an ISO 8601 duration, for example PT1H30M",
                "zone    | 'Mars/North'            | zone: Must be a time zone, for example Europe/Berlin",
                "id      | '123'                   | id: Must be a UUID, for example 123e4567-e89b-12d3-a456-426614174000",
                "address | 'a/b'                   | address: Must be an absolute URI, for example https://example.org/",
                "price   | '1'                     | price: Must be a number",
                "big     | 1.5                     | big: Must be an integer",
                "number  | 2147483648              | number: Must be an integer from -2147483648 to 2147483647",
                "set     | [1,2,1.0]               | set[2]: Must not be in the list twice",
                "set     | [1,null]                | set[1]: Must not be null",
                "map     | {'x':[]}                | map.x: Must be an integer",
                "map     | {'1':['a',2]}           | map.1[1]: Must be a string",
            })
    void otherFormsAreRejected(String field, String value, String problem) {
        assertThat(problems(All.class, withField(field, value))).containsExactly(problem);
    }

    private static String withField(String field, String value) {
        ObjectNode all = json(ALL);
        all.set(field, json("{'v':" + value + "}").get("v"));
        return all.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':3.0,'ids':[1.0,2],'chat':5.0}                 | 3 | 5",
                "{'id':3,'ids':[],'chat':-1001234567890}             | 3 | -1001234567890",
                "{'id':3e0,'ids':[],'chat':'@x'}                     | 3 | @x"
            })
    void numbersWithAZeroFractionAreIntegers(String json, long id, String chat) {
        Ids ids = bind(Ids.class, json);

        assertThat(ids.id()).isEqualTo(id);
        assertThat(ids.chat()).isEqualTo(new ChatReference(chat));
    }

    record Ids(long id, List<Long> ids, ChatReference chat) {}

    @Test
    void otherFractionsAreNot() {
        assertThat(problems(Ids.class, "{'id':1.5,'ids':[1,2.5],'chat':1.5}"))
                .containsExactly(
                        "id: Must be an integer", "ids[1]: Must be an integer", "chat: Must be a string or an integer");
        assertThat(problems(Ids.class, "{'id':1e30,'ids':['1'],'chat':true}"))
                .containsExactly(
                        "id: Must be an integer from -9223372036854775808 to 9223372036854775807",
                        "ids[0]: Must be an integer",
                        "chat: Must be a string or an integer");
    }

    record Markup(ParseMode mode) {}

    @Test
    void anEnumWithItsOwnFactoryPublishesItsNamesAndRejectsOthers() {
        assertThat(schema(Markup.class).at("/properties/mode").toString())
                .isEqualTo("{\"type\":\"string\",\"enum\":[\"md\",\"markdown\",\"html\"]}");
        assertThat(bind(Markup.class, "{'mode':'md'}").mode()).isEqualTo(ParseMode.MD);
        assertThat(bind(Markup.class, "{'mode':'MarkDown'}").mode()).isEqualTo(ParseMode.MARKDOWN);
        assertThat(problems(Markup.class, "{'mode':'xml'}")).containsExactly("mode: Must be one of md, markdown, html");
        assertThat(problems(Markup.class, "{'mode':1}")).containsExactly("mode: Must be one of md, markdown, html");
    }

    record Text(@Size(max = 4096) String text) {}

    @Test
    void lengthsAreCodePoints() {
        String emoji = "😀".repeat(4096);

        assertThat(bind(Text.class, "{'text':'" + emoji + "'}").text()).isEqualTo(emoji);
        assertThat(problems(Text.class, "{'text':'" + emoji + "x'}"))
                .containsExactly("text: Must have at most 4096 characters, has 4097");
        assertThat(schema(Text.class).at("/properties/text/maxLength").asInt()).isEqualTo(4096);
    }

    @Test
    void aLongListOfProblemsIsCut() {
        StringBuilder body = new StringBuilder("{'text':'x'");
        for (int i = 0; i < 110_000; i++) {
            body.append(",'").append("k".repeat(100)).append(i).append("':1");
        }
        List<InputProblem> problems = failure(Text.class, body.append('}').toString());

        assertThat(problems).hasSize(21);
        assertThat(problems.getLast()).hasToString("and 109980 more");
        assertThat(problems.toString()).hasSizeLessThan(4000);
    }

    @Test
    void aLongListOfBadElementsIsCut() {
        String json = "{'id':1,'chat':'me','ids':[" + "'',".repeat(99_999) + "'']}";

        assertThat(failure(Ids.class, json)).hasSize(21);
    }

    record Limits(
            @NotBlank String blank,
            @NotEmpty List<String> empty,
            @Size(min = 2) Map<@Size(max = 2) String, @Max(9) Integer> map,
            List<List<@Positive Integer>> lists,
            @Pattern(regexp = "[a-z]{2}|\\$\\{x\\}") String code,
            @Email String mail,
            @DecimalMax(value = "1.5", inclusive = false) BigDecimal share,
            @Digits(integer = 2, fraction = 1) BigDecimal price,
            @Past LocalDate day,

            @Min(value = 3, message = "needs {value} or more")
            int own) {}

    @Test
    void messagesNameTheLimitAndThePlace() {
        assertThat(bind(Limits.class, """
                        {'blank':'x','empty':['x'],'map':{'a':1,'b':9},'lists':[],'code':'${x}','mail':'a@example.org',
                         'share':1.4,'price':12.5,'day':'2001-01-01','own':3}""").code()).isEqualTo("${x}");
        assertThat(problems(Limits.class, """
                        {'blank':' ','empty':[],'map':{'abc':10},'lists':[[1],[2,-1]],'code':'abc','mail':'a',
                         'share':1.5,'price':1.23,'day':'9001-01-01','own':2}"""))
                .containsExactlyInAnyOrder(
                        "blank: Must not be blank",
                        "empty: Must not be empty",
                        "map: Must have at least 2 items, has 1",
                        "map.abc: Must have at most 2 characters, has 3",
                        "map.abc: Must be less than or equal to 9",
                        "lists[1][1]: Must be greater than 0",
                        "code: Must match \"[a-z]{2}|\\$\\{x\\}\"",
                        "mail: Must be an email address, for example name@example.org",
                        "share: Must be less than 1.5",
                        "price: Numeric value out of bounds (<2 digits>.<1 digits> expected)",
                        "day: Must be a past date",
                        "own: Needs 3 or more");
    }

    record Together(
            int low,
            int high,
            @NotBlank String name,
            @DecimalMin("0.5") BigDecimal share) {
        Together {
            if (low > high) {
                throw new IllegalArgumentException("low must not be above high");
            }
        }

        @AssertTrue(message = "must not be 13 together")
        boolean isLucky() {
            return low + high != 13;
        }
    }

    record Holder(List<Together> all) {}

    @Test
    void theConstructorAndTheRecordMayReject() {
        assertThat(problems(Holder.class, "{'all':[{'low':2,'high':1,'name':'x','share':1}]}"))
                .containsExactly("all[0]: low must not be above high");
        assertThat(problems(Holder.class, "{'all':[{'low':6,'high':7,'name':' ','share':0.1}]}"))
                .containsExactlyInAnyOrder(
                        "all[0].name: Must not be blank",
                        "all[0].share: Must be greater than or equal to 0.5",
                        "all[0]: Must not be 13 together");
    }

    record Tree(String name, @DefaultValue("[]") List<Tree> children) {}

    @Test
    void recursionIsAReferenceInTheSchema() {
        assertThat(bind(Tree.class, "{'name':'a','children':[{'name':'b'}]}"))
                .isEqualTo(new Tree("a", List.of(new Tree("b", List.of()))));
        assertThat(problems(Tree.class, "{'name':'a','children':[{'name':'b','children':[{}]}]}"))
                .containsExactly("children[0].children[0].name: Field required");
        assertThat(schema(Tree.class).at("/properties/children/items/$ref").asString())
                .isEqualTo("#/$defs/Tree");
    }

    record Bytes(byte[] content, int[] numbers) {}

    @Test
    void bytesAreBase64AndArraysAreLists() {
        Bytes bytes = bind(Bytes.class, "{'content':'aGVsbG8=','numbers':[1,2]}");

        assertThat(bytes.content()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(bytes.numbers()).containsExactly(1, 2);
        assertThat(problems(Bytes.class, "{'content':'hello','numbers':[1]}"))
                .containsExactly("content: Must be Base64, for example aGVsbG8=");
    }

    private static <R extends Record> RecordBinder<R> binder(Class<R> type) {
        RecordBinder<R> binder = new RecordBinder<>(type);
        binder.check(VALIDATORS.getValidator());
        return binder;
    }

    private static ObjectNode schema(Class<? extends Record> type) {
        return binder(type).schema();
    }

    private static <R extends Record> R bind(Class<R> type, String json) {
        return binder(type).bind(json(json), VALIDATORS.getValidator());
    }

    private static List<String> problems(Class<? extends Record> type, String json) {
        return failure(type, json).stream().map(InputProblem::toString).toList();
    }

    private static List<InputProblem> failure(Class<? extends Record> type, String json) {
        return catchThrowableOfType(ToolException.class, () -> bind(type, json)).problems();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) StrictJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
