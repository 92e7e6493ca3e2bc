package dev.toolgram.host.rest;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Route;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestEndpointsTest {

    private TestHost host;

    @BeforeAll
    void start() {
        host = TestHost.with(TestTools.all());
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    void aResultIsWrapped() throws Exception {
        HttpResponse<String> answer = host.post("/api/echo", "{\"text\":\"héllo 🚀\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"result\":{\"text\":\"héllo 🚀\"}}");
    }

    @Test
    void aListIsTheResultItselfAndLargeIdsStayExact() throws Exception {
        assertThat(host.get("/api/list").body())
                .isEqualTo("{\"result\":[{\"id\":9007199254740993},{\"id\":2,\"inner\":{\"id\":3}}]}");
    }

    @Test
    void everyToolAlsoAnswersByItsName() throws Exception {
        for (String name : List.of("echo", "edit_echo", "nameless")) {
            assertThat(host.post("/api/tools/" + name, "{\"message_id\":5}").body())
                    .isEqualTo("{\"result\":{\"message_id\":5}}");
        }
        assertThat(host.post("/api/tools/list/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void unknownToolIsReportedWithWhereToFindNames() throws Exception {
        HttpResponse<String> answer = host.post("/api/tools/nope", "not even json");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(body(answer).path("detail").asString())
                .isEqualTo("No tool named 'nope'. GET /openapi.json lists them.");
        assertThat(body(answer).path("request_id").asString()).isNotEmpty();
    }

    @Test
    void queryTextIsCoercedByTheSchema() throws Exception {
        assertThat(result(host.get("/api/echo?chat=123&limit=-7&ratio=1.5&silent=TRUE&mode=md&ids=1&ids=2")))
                .isEqualTo(json(
                        "{\"chat\":\"123\",\"limit\":-7,\"ratio\":1.5,\"silent\":true,\"mode\":\"md\",\"ids\":[1,2]}"));
        assertThat(result(host.get("/api/echo?limit=9007199254740993&silent=0&ids=3")))
                .isEqualTo(json("{\"limit\":9007199254740993,\"silent\":false,\"ids\":[3]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, true", "1, true", "yes, true", "on, true", "t, true", "y, true", "YES, true", "On, true",
        "false, false", "0, false", "no, false", "off, false", "f, false", "n, false", "NO, false", "Off, false"
    })
    void aBooleanOfAQueryMayBeAWord(String word, boolean meant) throws Exception {
        assertThat(result(host.get("/api/echo?silent=" + word))).isEqualTo(json("{\"silent\":" + meant + "}"));
    }

    @Test
    void textThatDoesNotFitStaysTextForTheBinderToRefuse() throws Exception {
        assertThat(result(host.get("/api/echo?limit=ten&ratio=much&silent=maybe&ids=x&unknown=1&message_id=1.5")))
                .isEqualTo(
                        json(
                                "{\"limit\":\"ten\",\"ratio\":\"much\",\"silent\":\"maybe\",\"ids\":[\"x\"],\"unknown\":\"1\",\"message_id\":1.5}"));
    }

    @Test
    void aScalarGivenTwiceIsRefused() throws Exception {
        HttpResponse<String> answer = host.get("/api/echo?limit=1&limit=2");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(problem(answer, 0).path("loc")).isEqualTo(json("[\"query\",\"limit\"]"));
    }

    @Test
    void aPathVariableIsMergedIntoTheFields() throws Exception {
        assertThat(result(host.send("PATCH", "/api/echo/77", "{\"chat\":\"me\"}")))
                .isEqualTo(json("{\"chat\":\"me\",\"message_id\":77}"));
        assertThat(result(host.get("/api/echo/78/?chat=me"))).isEqualTo(json("{\"chat\":\"me\",\"message_id\":78}"));
        assertThat(result(host.get("/api/echo/a%2Fb%20c"))).isEqualTo(json("{\"message_id\":\"a/b c\"}"));
    }

    @Test
    void theValueInThePathWins() throws Exception {
        assertThat(result(host.send("PATCH", "/api/echo/77", "{\"message_id\":78}")))
                .isEqualTo(json("{\"message_id\":77}"));
        assertThat(result(host.get("/api/echo/77?message_id=78"))).isEqualTo(json("{\"message_id\":77}"));
    }

    @Test
    void queryParametersOfOtherMethodsAreExtraFields() throws Exception {
        for (String target : List.of("/api/echo?chat=me", "/api/tools/echo?chat=me")) {
            HttpResponse<String> answer = host.post(target, "{}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(problem(answer, 0).path("loc")).isEqualTo(json("[\"query\",\"chat\"]"));
            assertThat(problem(answer, 0).path("type").asString()).isEqualTo("extra_forbidden");
        }
    }

    @Test
    void aLiteralPathIsMoreSpecificThanAVariableForItsOwnMethodOnly() throws Exception {
        assertThat(result(host.post("/api/echo/special", "{}"))).isEqualTo(json("{}"));
        assertThat(result(host.send("PATCH", "/api/echo/special", "{}")))
                .isEqualTo(json("{\"message_id\":\"special\"}"));
    }

    @Test
    void anEmptyBodyIsAnEmptyObjectAndTheContentTypeDoesNotMatter() throws Exception {
        assertThat(result(host.send("POST", "/api/echo", null))).isEqualTo(json("{}"));
        assertThat(result(host.send("POST", "/api/echo", "{\"a\":1}", "Content-Type", "text/plain")))
                .isEqualTo(json("{\"a\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{]",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1} {}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1,}",
                "{a:1}",
                "// c\n{}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":1e999}",
                "{\"a\":01}",
                " ",
                "nul"
            })
    void whatIsNotStrictJsonIsRefused(String body) throws Exception {
        HttpResponse<String> answer = host.post("/api/echo", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(problem(answer, 0).path("type").asString()).isEqualTo("json_invalid");
        assertThat(problem(answer, 0).path("loc")).isEqualTo(json("[\"body\"]"));
    }

    @Test
    void nestingAndBytesThatAreNoUtf8AreRefused() throws Exception {
        String deep = "{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        byte[] latin1 = "{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] surrogate = {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'};
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16);

        for (HttpResponse<String> answer : List.of(
                host.post("/api/echo", deep),
                host.post("/api/echo", latin1),
                host.post("/api/echo", surrogate),
                host.post("/api/echo", utf16))) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(problem(answer, 0).path("type").asString()).isEqualTo("json_invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1", "null", "true", "[{}]"})
    void aBodyThatIsNoObjectIsRefused(String body) throws Exception {
        HttpResponse<String> answer = host.post("/api/echo", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(problem(answer, 0).path("loc")).isEqualTo(json("[\"body\"]"));
    }

    @Test
    void invalidInputNamesEveryPlace() throws Exception {
        HttpResponse<String> answer = host.post("/api/invalid", "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer).path("detail")).isEqualTo(json("""
                                [{"loc":["body","chat"],"msg":"Field required","type":"missing"},
                                 {"loc":["body","message_ids",0],"msg":"Too small","type":"greater_than"},
                                 {"loc":["body"],"msg":"Together too much","type":"value_error"}]"""));
        assertThat(body(answer).path("request_id").asString())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void aProblemSaysWhichPartOfTheRequestTheFieldCameFrom() throws Exception {
        HttpResponse<String> answer = host.get("/api/invalid/5");

        assertThat(problem(answer, 0).path("loc")).isEqualTo(json("[\"path\",\"message_id\"]"));
        assertThat(problem(answer, 1).path("loc")).isEqualTo(json("[\"query\",\"chat\"]"));
    }

    @Test
    void telegramsRefusalIsAnObject() throws Exception {
        HttpResponse<String> answer = host.post("/api/refused", "{}");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(body(answer).path("detail")).isEqualTo(json("""
                                {"telegram_error":"ChatWriteForbiddenError","message":"CHAT_WRITE_FORBIDDEN","code":403,\
                                "advice":"This account cannot write in this chat: join it, or ask its administrators \
                                for the right."}"""));
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(body(answer).has("request_id")).isTrue();
    }

    @Test
    void aFloodWaitSaysWhenToComeBack() throws Exception {
        HttpResponse<String> answer = host.post("/api/flood", "{}");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(body(answer).path("detail")).isEqualTo(json("""
                                {"telegram_error":"FloodWaitError","message":"FLOOD_WAIT_99","code":420,"retry_after":99,\
                                "advice":"Wait retry_after seconds, then repeat the call, and make fewer calls of this \
                                kind."}"""));
        assertThat(answer.headers().firstValue("Retry-After")).contains("99");
    }

    @ParameterizedTest
    @CsvSource({
        "not_ready,503,Not logged in: run 'toolgram login'.",
        "late,504,Telegram did not answer within 60 s.",
        "broken,500,Internal error"
    })
    void theOtherFailuresAreSentences(String tool, int status, String detail) throws Exception {
        HttpResponse<String> answer = host.post("/api/" + tool, "{}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(body(answer).path("detail").asString()).isEqualTo(detail);
        assertThat(body(answer).path("request_id").asString()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("secret plan");
    }

    @Test
    void wrongMethodIsAnsweredWithAllAllowedMethods() throws Exception {
        HttpResponse<String> answer = host.send("DELETE", "/api/echo", null);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
        assertThat(host.get("/api/tools/echo").headers().firstValue("Allow")).contains("POST");
        assertThat(host.get("/api/echo/1/2").statusCode()).isEqualTo(404);
    }

    @Test
    void routesFollowTheRegistry() throws Exception {
        try (TestHost changing = TestHost.with(List.of())) {
            assertThat(changing.get("/api/later").statusCode()).isEqualTo(404);

            changing.publish(List.of(TestTools.echo("later", Route.get("/api/later"))));
            assertThat(changing.get("/api/later").statusCode()).isEqualTo(200);
            assertThat(changing.get("/openapi.json").body()).contains("/api/later");

            changing.publish(List.of());
            assertThat(changing.get("/api/later").statusCode()).isEqualTo(404);
            assertThat(changing.get("/openapi.json").body()).doesNotContain("/api/later");
        }
    }

    private static JsonNode result(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return body(answer).path("result");
    }

    private static JsonNode problem(HttpResponse<String> answer, int index) {
        return body(answer).path("detail").path(index);
    }
}
