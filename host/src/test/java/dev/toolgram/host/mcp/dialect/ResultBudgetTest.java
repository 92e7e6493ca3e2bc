package dev.toolgram.host.mcp.dialect;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ResultBudgetTest {

    private static final ResultBudget BUDGET = new ResultBudget(10_000);
    private static final JsonNode NO_INPUTS = json("{}");

    /** {@code {"id":1000,"text":"…"}}, 1,000 bytes each; two bytes for each character of the text. */
    private static String items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":%d,\"text\":\"%s\"}".formatted(2_000 - i, "ü".repeat(489)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static JsonNode limited(String json, JsonNode inputs) {
        String limited = BUDGET.limit(json, inputs);
        assertThat(limited.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(10_000);
        return json(limited);
    }

    @Test
    void resultWithinTheBudgetStaysAsItIs() {
        String json = "{\"result\":" + items(9) + ",\"ratio\":1.10}";

        assertThat(BUDGET.fits(json)).isTrue();
        assertThat(BUDGET.limit(json, NO_INPUTS)).isSameAs(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'offset_id':{},'limit':{}} | To go on, call again with offset_id=1992, or use a lower limit.",
                "{'offset_id':{}} | To go on, call again with offset_id=1992.",
                "{'limit':{}} | Use a limit of 9 or lower.",
                "{} | Ask for fewer at once."
            })
    void listIsCutAfterAWholeItemAndSaysHowToGoOn(String inputs, String advice) {
        JsonNode result = limited("{\"result\":" + items(200) + "}", json(inputs.replace('\'', '"')));

        assertThat(result.path("result")).isEqualTo(json(items(9)));
        assertThat(result.path("truncated").asString())
                .isEqualTo("Only the first 9 of 200 items fit into 10000 bytes. " + advice);
    }

    @Test
    void messagesInAscendingOrderGoOnAfterTheLast() {
        String ascending = IntStream.range(0, 30)
                .mapToObj(i -> "{\"id\":%d,\"text\":\"%s\"}".formatted(1_000 + i, "x".repeat(978)))
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(limited("{\"result\":%s}".formatted(ascending), json("{\"offset_id\":{},\"after_id\":{}}"))
                        .path("truncated")
                        .asString())
                .endsWith("To go on, call again with after_id=1008.");
    }

    @Test
    void aWriteIsNotToBeRepeated() {
        JsonNode result = json(BUDGET.limit("{\"result\":" + items(200) + "}", null));

        assertThat(result.path("truncated").asString())
                .isEqualTo(
                        "Only the first 9 of 200 items fit into 10000 bytes. The call has done its work: do not repeat it.");
    }

    @Test
    void longestListOfAnObjectIsCutAndNamed() {
        JsonNode result = limited(
                "{\"ratio\":1.10,\"big\":12345678901234567890,\"page\":{\"messages\":%s},\"others\":%s}"
                        .formatted(items(30), items(2)),
                NO_INPUTS);

        assertThat(result.at("/page/messages")).hasSize(7);
        assertThat(result.path("others")).hasSize(2);
        assertThat(result.path("big").asString()).isEqualTo("12345678901234567890");
        assertThat(result.path("truncated").asString()).startsWith("Only the first 7 of 30 items of 'messages' fit");
    }

    @Test
    void oneItemIsKeptHoweverLong() {
        String json = BUDGET.limit("{\"result\":[\"%s\",\"b\"]}".formatted("a".repeat(20_000)), NO_INPUTS);

        assertThat(json(json).path("result")).hasSize(1);
        assertThat(json(json).has("truncated")).isTrue();
    }

    @Test
    void resultWithoutAListIsNotCut() {
        String json = "{\"text\":\"%s\"}".formatted("a".repeat(20_000));

        assertThat(BUDGET.limit(json, NO_INPUTS)).isSameAs(json);
    }
}
