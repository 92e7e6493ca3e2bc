package dev.toolgram.host.tool;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Content;
import dev.toolgram.api.Effect;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.LinkContent;
import dev.toolgram.api.TextContent;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.SchemaCheck;
import dev.toolgram.host.http.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files with details, and results of several parts, through both doors. */
class ContentResultsTest {

    private static final byte[] BYTES = {(byte) 0xff, 0, 1};
    private static final FileContent PHOTO = FileContent.of("photo.png", "image/png", BYTES);

    record Nothing() {}

    record Media(long size, String mediaType) {}

    record Fixed<O>(ToolDefinition<Nothing, O> definition, O result) implements Tool<Nothing, O> {
        @Override
        public O call(Nothing input, ToolContext context) {
            return result;
        }
    }

    private static ToolDefinition.Builder<Nothing, Object> tool() {
        return ToolDefinition.named("get")
                .title("t")
                .description("d")
                .input(Nothing.class)
                .effect(Effect.READ);
    }

    private static TestHost file(FileContent file) {
        return host(new Fixed<>(tool().outputFile(Media.class).build(), file));
    }

    private static TestHost mixed(Content... parts) {
        return host(new Fixed<>(tool().outputContent().build(), List.of(parts)));
    }

    private static TestHost host(Tool<?, ?> tool) {
        return TestHost.with(new PluginTools("test", List.of(tool)).tools());
    }

    private static JsonNode mcp(TestHost host, String method) throws Exception {
        return body(host.post("/mcp", """
                        {"jsonrpc":"2.0","id":1,"method":"%s","params":{"name":"get"}}""".formatted(method)));
    }

    @Test
    void fileHasHeadersForRestAndDetailsForMcp() throws Exception {
        FileContent photo = PHOTO.withHeader("X-Media-Type", "MessageMediaPhoto")
                .withHeader("X-Other", "a b")
                .withDetails(new Media(3, "MessageMediaPhoto"));
        try (TestHost host = file(photo)) {
            HttpResponse<String> answer = host.post("/api/tools/get", "{}");
            assertThat(answer.headers().firstValue("X-Media-Type")).contains("MessageMediaPhoto");
            assertThat(answer.headers().firstValue("X-Other")).contains("a b");
            assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(answer.headers().firstValue("Content-Length")).contains("3");

            JsonNode result = mcp(host, "tools/call").path("result");
            assertThat(result.path("structuredContent"))
                    .isEqualTo(json("{\"size\":3,\"media_type\":\"MessageMediaPhoto\"}"));
            assertThat(result.path("content")).isEqualTo(json("""
                    [{"type":"image","data":"/wAB","mimeType":"image/png"},
                     {"type":"text","text":"{\\"size\\":3,\\"media_type\\":\\"MessageMediaPhoto\\"}"}]"""));
            assertThat(result.path("isError").asBoolean(true)).isFalse();
            JsonNode schema = mcp(host, "tools/list").at("/result/tools/0/outputSchema");
            assertThat(schema.path("required")).isEqualTo(json("[\"size\",\"media_type\"]"));
            assertThat(SchemaCheck.value(schema, result.path("structuredContent")))
                    .isEmpty();
            assertThat(body(host.get("/openapi.json"))
                            .at("/paths/~1api~1tools~1get/post/responses/200/content")
                            .propertyNames())
                    .containsExactly("*/*");
        }
    }

    @Test
    void detailsThatAreNotDeclaredAreADefect() throws Exception {
        Tool<?, ?> undeclared = new Fixed<>(tool().outputFile().build(), PHOTO.withDetails(new Nothing()));
        for (TestHost one : List.of(file(PHOTO), file(PHOTO.withDetails(new Nothing())), host(undeclared))) {
            try (one) {
                assertThat(one.post("/api/tools/get", "{}").statusCode()).isEqualTo(500);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, text/html",
        "Set-Cookie, a=b",
        "X-Request-Id, 1",
        "x-content-type-options, sniff",
        "X-, a",
        "X-A B, a",
        "X-A, 'a\nX-B: c'",
        "X-A, ''",
        "X-A, grüß"
    })
    void headerThatCouldForgeAResponseIsRefused(String name, String value) {
        assertThatThrownBy(() -> PHOTO.withHeader(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid header");
    }

    @Test
    void partsOfAResultAreBlocksInMcpAndObjectsInRest() throws Exception {
        try (TestHost host = mixed(
                new TextContent("Two files:"),
                PHOTO,
                FileContent.of("a.ogg", "audio/ogg", BYTES),
                FileContent.of("a b.pdf", "application/pdf", BYTES),
                new LinkContent(URI.create("https://t.me/x/1"), "post", "text/html", "The post."),
                new LinkContent(URI.create("tg://resolve?domain=x"), "chat"))) {
            assertThat(mcp(host, "tools/call").path("result")).isEqualTo(json("""
                    {"content":[
                      {"type":"text","text":"Two files:"},
                      {"type":"image","data":"/wAB","mimeType":"image/png"},
                      {"type":"audio","data":"/wAB","mimeType":"audio/ogg"},
                      {"type":"resource","resource":
                        {"uri":"file:///a%20b.pdf","mimeType":"application/pdf","blob":"/wAB"}},
                      {"type":"resource_link","uri":"https://t.me/x/1","name":"post","mimeType":"text/html",
                       "description":"The post."},
                      {"type":"resource_link","uri":"tg://resolve?domain=x","name":"chat"}],
                     "isError":false}"""));
            assertThat(mcp(host, "tools/list").at("/result/tools/0").has("outputSchema"))
                    .isFalse();
            JsonNode answer = body(host.post("/api/tools/get", "{}"));
            assertThat(answer).isEqualTo(json("""
                    {"result":[
                      {"type":"text","text":"Two files:"},
                      {"type":"file","name":"photo.png","media_type":"image/png","data":"/wAB"},
                      {"type":"file","name":"a.ogg","media_type":"audio/ogg","data":"/wAB"},
                      {"type":"file","name":"a b.pdf","media_type":"application/pdf","data":"/wAB"},
                      {"type":"link","uri":"https://t.me/x/1","name":"post","media_type":"text/html",
                       "description":"The post."},
                      {"type":"link","uri":"tg://resolve?domain=x","name":"chat"}]}"""));
            JsonNode document = body(host.get("/openapi.json"));
            assertThat(SchemaCheck.openApi(document)).isEmpty();
            assertThat(SchemaCheck.answer(document, SchemaCheck.operation("post", "/api/tools/get"), 200, answer))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void filesOfAResultShareALimit(int tooMany) throws Exception {
        FileContent half = FileContent.of("half", "a/b", new byte[ToolResult.Mixed.MAX_BYTES / 2]);
        FileContent other = FileContent.of("other", "a/b", new byte[ToolResult.Mixed.MAX_BYTES / 2 + tooMany]);
        try (TestHost host = mixed(half, other)) {
            assertThat(host.post("/api/tools/get", "{}").statusCode()).isEqualTo(tooMany == 0 ? 200 : 500);
        }
    }

    @Test
    void aLinkNeedsAnAbsoluteUriAndAName() {
        assertThatThrownBy(() -> new LinkContent(URI.create("/post"), "post")).hasMessageContaining("absolute URI");
        assertThatThrownBy(() -> new LinkContent(URI.create("https://t.me"), " "))
                .hasMessageContaining("a name");
    }

    /** Lines that are made one by one, up to a failure; each but the first waits until it may be made. */
    private static final class Lines extends InputStream {

        private final CountDownLatch mayGoOn;
        private final int failsAt;
        private int line;

        Lines(CountDownLatch mayGoOn, int failsAt) {
            this.mayGoOn = mayGoOn;
            this.failsAt = failsAt;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            assertThat(CallContext.current()).as("the call").isPresent();
            if (line > 0) {
                try {
                    assertThat(mayGoOn.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            if (line == failsAt) {
                throw new IOException("made to fail");
            }
            if (line == 3) {
                return -1;
            }
            bytes[offset] = (byte) ('a' + line++);
            return 1;
        }
    }

    private static TestHost lines(CountDownLatch mayGoOn, int failsAt) {
        return host(new Tool<Nothing, FileContent>() {
            @Override
            public ToolDefinition<Nothing, FileContent> definition() {
                return ToolDefinition.named("get")
                        .title("t")
                        .description("d")
                        .input(Nothing.class)
                        .outputFile(Media.class)
                        .effect(Effect.READ)
                        .build();
            }

            @Override
            public FileContent call(Nothing input, ToolContext context) {
                return FileContent.of("lines.txt", "text/plain", new Lines(mayGoOn, failsAt));
            }
        });
    }

    private static HttpResponse<InputStream> stream(TestHost host, HttpClient client) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/api/tools/get".formatted(host.port())))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void streamIsSentWhileTheToolMakesIt() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        try (TestHost host = lines(mayGoOn, -1);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = stream(host, client);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
            assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                    .contains("lines.txt");
            assertThat(answer.body().read()).isEqualTo('a');
            mayGoOn.countDown();
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("bc");

            JsonNode result = mcp(host, "tools/call").path("result");
            assertThat(result.at("/content/0/resource/text").asString()).isEqualTo("abc");
        }
    }

    @Test
    void streamThatFailsDoesNotLookComplete() throws Exception {
        try (TestHost host = lines(new CountDownLatch(0), 2);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = stream(host, client);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }
}
