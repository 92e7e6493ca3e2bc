package dev.toolgram.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsEndpointTest {

    private final TestHost host = TestHost.with(TestTools.all());

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/"})
    void pageNamesOnlyFilesOfTheHost(String path) throws Exception {
        HttpResponse<String> page = host.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(links(path)).hasSizeGreaterThan(4).allSatisfy(link -> {
            assertThat(link).as("works behind a path prefix").doesNotStartWith("/");
            assertThat(host.get(resolved(path, link)).statusCode()).as(link).isEqualTo(200);
        });
        assertThat(page.body()).doesNotContain("://").doesNotContain("style=");
    }

    @Test
    void filesHaveTheirTypesAndTheGuardingHeaders() throws Exception {
        for (String link : links("/docs")) {
            HttpResponse<String> file = host.get(resolved("/docs", link));
            String type = file.headers().firstValue("Content-Type").orElse("");

            assertThat(type)
                    .isEqualTo(
                            switch (link.substring(link.lastIndexOf('.') + 1)) {
                                case "css" -> "text/css; charset=utf-8";
                                case "js" -> "text/javascript; charset=utf-8";
                                case "png" -> "image/png";
                                default -> "application/json";
                            });
            if (!type.equals("application/json")) {
                assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
                assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
                        .startsWith("default-src 'self'; ")
                        .doesNotContain("script-src")
                        .doesNotContain("http");
            }
        }
    }

    @Test
    void filesWhosePathHoldsTheirVersionAreKeptAndOthersAreAskedForAgain() throws Exception {
        List<String> links = links("/docs");

        assertThat(links)
                .filteredOn(link -> link.matches("docs/\\d.*"))
                .hasSize(3)
                .allSatisfy(link -> assertThat(
                                host.get(resolved("/docs", link)).headers().firstValue("Cache-Control"))
                        .contains("max-age=31536000, immutable"));
        for (String path : List.of("/docs", "/docs/docs.js", "/docs/docs.css")) {
            HttpResponse<String> first = host.get(path);
            String tag = first.headers().firstValue("ETag").orElse("");
            HttpResponse<String> again = host.send("GET", path, null, "If-None-Match", "\"other\", W/" + tag);

            assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("ETag")).contains(tag);
            assertThat(host.send("GET", path, null, "If-None-Match", "\"other\"")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/../toolgram.properties",
                "/docs/%2e%2e/toolgram.properties",
                "/docs/..%2ftoolgram.properties",
                "/docs/..%5c..%5ctoolgram.properties",
                "/docs//docs.js",
                "/docs/docs.js%00.css",
                "/docs/index.html",
                "/docs/5.34.1/index.html",
                "/docs/5.34.1/../docs.js",
                "/docs/5.34.1/..",
                "/docs/0.0.0/swagger-ui.css",
                "/docs/META-INF/MANIFEST.MF",
                "/docs/dev/toolgram/host/docs/DocsEndpoint.class"
            })
    void nothingElseOfTheClassPathIsServed(String path) throws Exception {
        assertThat(host.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void pageIsForReading() throws Exception {
        assertThat(host.post("/docs", "{}").statusCode()).isEqualTo(405);
        assertThat(host.send("HEAD", "/docs", null).statusCode()).isEqualTo(200);
    }

    @Test
    void pageNeedsTheKeyLikeEverythingElse() throws Exception {
        try (TestHost secured = TestHost.secured("hush", TestTools.all())) {
            assertThat(secured.get("/docs").statusCode()).isEqualTo(401);
            assertThat(secured.get("/docs/docs.js").statusCode()).isEqualTo(401);
            assertThat(secured.send("GET", "/docs", null, "Authorization", "Bearer hush")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private List<String> links(String path) throws Exception {
        return Pattern.compile("(?:href|src)=\"([^\"]+)\"")
                .matcher(host.get(path).body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String resolved(String path, String link) {
        return URI.create(path).resolve(link).toString();
    }
}
