package dev.toolgram.host.mcp.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.tool.ToolResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FileBlockTest {

    private static final ResultBudget BUDGET = new ResultBudget(60_000);
    private static final byte[] BINARY = {(byte) 0xff, 0, 1};

    @Test
    void imageIsImageContent() {
        assertThat(block("image/png", BINARY)).hasToString("""
                {"type":"image","data":"/wAB","mimeType":"image/png"}""");
    }

    @Test
    void audioIsAudioContent() {
        assertThat(block("audio/ogg", BINARY)).hasToString("""
                {"type":"audio","data":"/wAB","mimeType":"audio/ogg"}""");
    }

    @Test
    void textIsATextResource() {
        assertThat(block("text/plain", "grüß".getBytes(StandardCharsets.UTF_8)).path("resource"))
                .hasToString("""
                {"uri":"file:///a%20b.txt","mimeType":"text/plain","text":"grüß"}""");
    }

    @Test
    void invalidUtf8IsABlobWhateverItsMediaType() {
        assertThat(block("text/plain", BINARY).path("resource").path("blob").asString())
                .isEqualTo("/wAB");
        assertThat(block("application/pdf", BINARY)
                        .path("resource")
                        .path("blob")
                        .asString())
                .isEqualTo("/wAB");
    }

    @Test
    void tooLargeFileIsAnErrorAndClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        ToolResult.File file = new ToolResult.File("film.mp4", "video/mp4", 45_001, new ByteArrayInputStream(BINARY) {
            @Override
            public void close() {
                closed.set(true);
            }
        });

        ObjectNode result = ((Reply.Result) FileBlock.result(file, BUDGET)).value();

        assertThat(result.path("isError").asBoolean(false)).isTrue();
        assertThat(result.at("/content/0/text").asString()).contains("film.mp4").contains("REST");
        assertThat(closed).isTrue();
    }

    private static JsonNode block(String mediaType, byte[] content) {
        Reply reply = FileBlock.result(
                new ToolResult.File("a b.txt", mediaType, content.length, new ByteArrayInputStream(content)), BUDGET);
        ObjectNode result = ((Reply.Result) reply).value();
        assertThat(result.path("isError").asBoolean(true)).isFalse();
        return result.at("/content/0");
    }
}
