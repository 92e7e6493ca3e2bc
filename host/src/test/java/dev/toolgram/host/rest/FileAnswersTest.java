package dev.toolgram.host.rest;

import static dev.toolgram.host.http.TestHost.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A tool whose result is a file. */
class FileAnswersTest {

    private static final byte[] CONTENT = "one\ntwö\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);

    @Test
    void theFileIsTheBody() throws Exception {
        try (TestHost host = TestHost.with(List.of(TestTools.file("get_file", "notes.txt", "text/plain", CONTENT)))) {
            HttpResponse<String> answer = host.get("/api/files/get_file");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(new String(CONTENT, StandardCharsets.UTF_8));
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
            assertThat(answer.headers().firstValue("Content-Length")).contains(Integer.toString(CONTENT.length));
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"notes.txt\"");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(host.post("/api/tools/get_file", "{}").body()).isEqualTo(answer.body());
        }
    }

    @Test
    void headReturnsOnlyTheSize() throws Exception {
        try (TestHost host = TestHost.with(List.of(TestTools.file("get_file", "notes.txt", "text/plain", CONTENT)))) {
            HttpResponse<String> answer = host.send("HEAD", "/api/files/get_file", null);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("Content-Length")).contains(Integer.toString(CONTENT.length));
        }
    }

    @Test
    void aNameInAnyAlphabetSurvivesAndCannotForgeAHeader() throws Exception {
        try (TestHost host =
                TestHost.with(List.of(TestTools.file("get_file", "Fahrplan \"März\"; x.pdf", "a/b", new byte[0])))) {
            assertThat(host.get("/api/files/get_file").headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"Fahrplan _M_rz__ x.pdf\";"
                            + " filename*=UTF-8''Fahrplan%20%22M%C3%A4rz%22%3B%20x.pdf");
        }
    }

    @Test
    void theDocumentSaysThatTheAnswerIsAFile() throws Exception {
        try (TestHost host = TestHost.with(List.of(TestTools.file("get_file", "a", "a/b", CONTENT)))) {
            JsonNode answer = body(host.get("/openapi.json")).at("/paths/~1api~1files~1get_file/get/responses/200");

            assertThat(answer.path("content").propertyNames()).containsExactly("*/*");
        }
    }
}
