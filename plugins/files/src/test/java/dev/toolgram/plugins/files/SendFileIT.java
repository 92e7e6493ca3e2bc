package dev.toolgram.plugins.files;

import static dev.toolgram.plugins.files.Bench.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TelegramError;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SendFileIT {

    private static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path scratch;

    private Origin origin;
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        origin = Origin.https();
        bench = Bench.in(scratch);
    }

    @AfterEach
    void close() {
        origin.close();
        bench.assertScratchEmpty();
    }

    @Test
    void fileIsSentWithItsNameAndScratchFolderIsDeleted() {
        origin.file("/a/photo%201.jpg", "image/jpeg", BYTES);
        origin.file("/a/", "image/jpeg", BYTES);
        assertThat(bench.send(input(origin.url("/a/photo%201.jpg?size=large#top")))
                        .id())
                .isEqualTo(7);
        assertThat(bench.telegram.sentName()).isEqualTo("photo 1.jpg");
        assertThat(bench.telegram.sentBytes()).isEqualTo(BYTES);
        assertThat(bench.telegram.sent()).isInstanceOf(Td.InputMessagePhoto.class);
    }

    @Test
    void requestHasNoCookiesOrCredentials() {
        origin.file("/a.bin", "application/octet-stream", BYTES);
        bench.send(input(origin.url("/a.bin")));
        assertThat(origin.requests())
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .contains("Accept-encoding=[identity]")
                        .contains("Host=[files.example:" + origin.port() + "]")
                        .doesNotContainIgnoringCase("cookie")
                        .doesNotContainIgnoringCase("authorization"));
    }

    @Test
    void largeChunkedBodyIsDownloadedCompletely() {
        byte[] large = new byte[300_000];
        Arrays.fill(large, (byte) 'x');
        origin.on("/large.zip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(large);
        });
        bench.send(input(origin.url("/large.zip"), large.length));
        assertThat(bench.telegram.sentBytes()).isEqualTo(large);
        assertThat(bench.telegram.sent()).isInstanceOf(Td.InputMessageDocument.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate"})
    void storedCompressionIsDecoded(String encoding) {
        origin.on("/stored.csv", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = encoding.equals("deflate")
                    ? new DeflaterOutputStream(exchange.getResponseBody())
                    : new GZIPOutputStream(exchange.getResponseBody())) {
                body.write(BYTES);
            }
        });
        bench.send(input(origin.url("/stored.csv")));
        assertThat(bench.telegram.sentBytes()).isEqualTo(BYTES);
        assertThat(bench.telegram.sentName()).isEqualTo("stored.csv");
    }

    @Test
    void compressedFileStaysCompressed() {
        origin.on("/a.tar.gz", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES);
        });
        bench.send(input(origin.url("/a.tar.gz")));
        assertThat(bench.telegram.sentBytes()).isEqualTo(BYTES);
    }

    @Test
    void nameFromContentDispositionIsUsed() {
        origin.on("/get", exchange -> {
            // The JDK's server writes one byte per character; these are the bytes of UTF-8.
            String name = new String("../Résumé.pdf".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES);
        });
        bench.send(input(origin.url("/get?id=5")));
        boolean utf8 = System.getProperty("sun.jnu.encoding").equalsIgnoreCase("UTF-8");
        assertThat(bench.telegram.sentName()).isEqualTo(utf8 ? "Résumé.pdf" : "R_sum_.pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, InputMessagePhoto",
        "image/gif, InputMessageAnimation",
        "video/mp4, InputMessageVideo",
        "video/quicktime, InputMessageVideo",
        "audio/mpeg, InputMessageAudio",
        "audio/ogg;codecs=opus, InputMessageAudio",
        "application/pdf, InputMessageDocument"
    })
    void contentTypeSelectsMessageContentUnlessDocumentIsForced(String contentType, String content) {
        origin.file("/media", contentType, BYTES);
        String url = origin.url("/media");
        bench.send(input(url));
        assertThat(bench.telegram.sent().getClass().getSimpleName()).isEqualTo(content);
        bench.telegram.functions().clear();
        bench.send(new SendFile.Input(
                new ChatReference("me"), url, null, null, null, false, true, 100, null, null, null, null));
        assertThat(bench.telegram.sent())
                .isInstanceOfSatisfying(
                        Td.InputMessageDocument.class,
                        document -> assertThat(document.document().disableContentTypeDetection())
                                .isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, hi", "MD, parsed hi", "MARKDOWN, parsed hi", "HTML, parsed hi"})
    void captionIsParsedByParseMode(ParseMode mode, String expected) {
        origin.file("/a.jpg", "image/jpeg", BYTES);
        bench.send(new SendFile.Input(
                new ChatReference("me"),
                origin.url("/a.jpg"),
                "hi",
                null,
                mode,
                true,
                false,
                100,
                null,
                null,
                null,
                null));
        assertThat(bench.telegram.functions().getLast()).isInstanceOfSatisfying(Td.SendMessage.class, sent -> {
            assertThat(sent.options()).isEqualTo(new Td.MessageSendOptions(true, null));
            assertThat(sent.inputMessageContent())
                    .isInstanceOfSatisfying(
                            Td.InputMessagePhoto.class,
                            photo -> assertThat(photo.caption()).isEqualTo(FormattedText.plain(expected)));
        });
    }

    @Test
    void unknownChatFailsBeforeDownload() {
        ToolException failure = bench.failed(new SendFile.Input(
                new ChatReference("@nobody"),
                origin.url("/a.jpg"),
                null,
                null,
                null,
                false,
                false,
                100,
                null,
                null,
                null,
                null));
        assertThat(failure.problems().getFirst().location()).isEqualTo("chat");
        assertThat(bench.resolver.lookups()).isEmpty();
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void errorOfTelegramIsReportedAndScratchFolderIsDeleted() {
        origin.file("/a.jpg", "image/jpeg", BYTES);
        bench.telegram.failWith(ToolException.telegramRefused(TelegramError.of(400, "CHAT_SEND_PHOTOS_FORBIDDEN")));
        ToolException failure =
                catchThrowableOfType(ToolException.class, () -> bench.send(input(origin.url("/a.jpg"))));
        assertThat(failure.code()).isEqualTo(ErrorCode.TELEGRAM_REFUSED);
        assertThat(origin.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreFollowedAndFinalUrlGivesFileName(int status) {
        origin.redirect("/start", status, "../next/1");
        origin.redirect("/next/1", status, "//files.example:" + origin.port() + "/next/2");
        origin.redirect("/next/2", status, origin.url("/final/song.mp3"));
        origin.file("/final/song.mp3", "application/octet-stream", BYTES);
        bench.send(input(origin.url("/start")));
        assertThat(bench.telegram.sentName()).isEqualTo("song.mp3");
        assertThat(bench.telegram.sent()).isInstanceOf(Td.InputMessageAudio.class);
    }

    @Test
    void httpIsAcceptedIfOperatorAllowsIt() throws Exception {
        try (Origin plain = Origin.http()) {
            plain.file("/a.jpg", "image/jpeg", BYTES);
            assertThat(bench.refused(input(plain.url("/a.jpg")))).contains("Only https");
            bench.allowHttp().send(input(plain.url("/a.jpg")));
            assertThat(bench.telegram.sentBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void fileOfExactlyMaxBytesIsSentAndLargerIsRejected() {
        origin.file("/a.bin", "application/octet-stream", BYTES);
        assertThat(bench.refused(input(origin.url("/a.bin"), BYTES.length - 1))).contains("max_bytes");
        bench.send(input(origin.url("/a.bin"), BYTES.length));
    }

    @Test
    void missingScratchFolderIsInternalError() throws Exception {
        origin.file("/a.bin", "application/octet-stream", BYTES);
        Bench broken = Bench.in(scratch.resolve("missing"));
        ToolException failure =
                catchThrowableOfType(ToolException.class, () -> broken.send(input(origin.url("/a.bin"))));
        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_READY);
    }
}
