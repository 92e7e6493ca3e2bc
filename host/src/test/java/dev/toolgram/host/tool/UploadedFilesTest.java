package dev.toolgram.host.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Attachment;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class UploadedFilesTest {

    @TempDir
    private Path folder = Path.of("");

    private String hash(String part, String name, String type, String content) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "upload", ""), content);
        UploadedFiles files = new UploadedFiles(Map.of(part, new Attachment(file, name, type, content.length())));
        ToolCall call = new ToolCall("send_file", StrictJson.object().put("chat", "me"), Caller.REST, "r1");
        return call.with(CallOptions.NONE.withFiles(files)).contentHash();
    }

    @ParameterizedTest
    @CsvSource({
        "file,  a.txt, text/plain, one, true",
        "file,  a.txt, text/plain, two, false",
        "file,  a.txt, text/plain, one and more, false",
        "file,  b.txt, text/plain, one, false",
        "file,  a.txt, image/png,  one, false",
        "other, a.txt, text/plain, one, false"
    })
    void aCallIsTheSameWithTheSameFiles(String part, String name, String type, String content, boolean same)
            throws IOException {
        assertThat(hash(part, name, type, content).equals(hash("file", "a.txt", "text/plain", "one")))
                .isEqualTo(same);
    }
}
