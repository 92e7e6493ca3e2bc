package dev.toolgram.host.rest;

import static dev.toolgram.host.http.TestHost.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.tool.PluginTools;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parts of a file (RFC 9110, sections 13 and 14), and the file as JSON. */
class FileRangesTest {

    private static TestHost host;

    record Nothing() {}

    record Details(long size, String filename) {}

    /** Ten bytes at {@code GET /api/digits}, with an entity tag. */
    private static final class Digits implements Tool<Nothing, FileContent> {

        @Override
        public ToolDefinition<Nothing, FileContent> definition() {
            return ToolDefinition.named("digits")
                    .title("Digits")
                    .description("Ten digits.")
                    .input(Nothing.class)
                    .outputFile(Details.class)
                    .route(Route.get("/api/digits"))
                    .effect(Effect.READ)
                    .build();
        }

        @Override
        public FileContent call(Nothing input, ToolContext context) {
            return FileContent.of(
                            "digits.txt",
                            "text/plain",
                            "0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .withEntityTag("v1")
                    .withDetails(new Details(10, "digits.txt"));
        }
    }

    @BeforeAll
    static void start() {
        host = TestHost.with(new PluginTools("test", List.of(new Digits())).tools());
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3     | 206 | 0123       | bytes 0-3/10",
                "bytes=4-      | 206 | 456789     | bytes 4-9/10",
                "bytes=8-99    | 206 | 89         | bytes 8-9/10",
                "bytes=-3      | 206 | 789        | bytes 7-9/10",
                "bytes=-99     | 206 | 0123456789 | bytes 0-9/10",
                "Bytes=9-9     | 206 | 9          | bytes 9-9/10",
                // Not satisfiable.
                "bytes=10-     | 416 |            | bytes */10",
                "bytes=-0      | 416 |            | bytes */10",
                // Invalid, of another unit, or several: ignored, as the RFC allows.
                "bytes=5-4     | 416 |            | bytes */10",
                "bytes=-       | 200 | 0123456789 |",
                "bytes=a-b     | 200 | 0123456789 |",
                "lines=0-3     | 200 | 0123456789 |",
                "bytes=0-1,4-5 | 200 | 0123456789 |",
            })
    void rangeSelectsBytes(String range, int status, String content, String contentRange) throws Exception {
        HttpResponse<String> answer = get("Range", range);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
        if (content != null) {
            assertThat(answer.body()).isEqualTo(content);
            assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(content.length());
            assertThat(answer.headers().firstValue("ETag")).contains("\"v1\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"'\"v1\"', 206", "'\"v2\"', 200", "'W/\"v1\"', 200", "'Wed, 21 Oct 2015 07:28:00 GMT', 200"})
    void rangeIsOnlyOfTheSameBytes(String condition, int status) throws Exception {
        assertThat(get("Range", "bytes=0-3", "If-Range", condition).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"'\"v1\"', 304", "'\"v0\", W/\"v1\"', 304", "*, 304", "'\"v2\"', 200"})
    void bytesThatTheCallerHasAreNotSentAgain(String known, int status) throws Exception {
        HttpResponse<String> answer = get("If-None-Match", known);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(status == 304 ? "" : "0123456789");
    }

    @Test
    void wholeFileSaysThatPartsCanBeAskedFor() throws Exception {
        assertThat(get("X-Nothing", "x").headers().firstValue("Accept-Ranges")).contains("bytes");
        HttpResponse<String> byName = host.post("/api/tools/digits", "{}");
        assertThat(byName.headers().firstValue("Accept-Ranges")).isEmpty();
        assertThat(byName.body()).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, true",
        "'application/json; charset=utf-8', true",
        "'application/json, text/plain, */*', false",
        "*/*, false"
    })
    void callerThatAcceptsOnlyJsonGetsBase64(String accept, boolean json) throws Exception {
        HttpResponse<String> answer = get("Accept", accept);

        if (json) {
            JsonNode result = JsonMapper.shared().readTree(answer.body()).path("result");
            assertThat(result)
                    .hasToString("{\"size\":10,\"filename\":\"digits.txt\",\"data_base64\":\"MDEyMzQ1Njc4OQ==\"}");
        } else {
            assertThat(answer.body()).isEqualTo("0123456789");
        }
    }

    @Test
    void documentDescribesTheParts() throws Exception {
        JsonNode responses = body(host.get("/openapi.json")).at("/paths/~1api~1digits/get/responses");

        assertThat(responses.propertyNames()).contains("200", "206", "304", "416");
    }

    private static HttpResponse<String> get(String... headers) throws Exception {
        return host.send("GET", "/api/digits", null, headers);
    }
}
