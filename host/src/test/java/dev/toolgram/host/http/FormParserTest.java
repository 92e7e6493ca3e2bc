package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Attachment;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.MultipartParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormParserTest {

    private static final int FORMS = 300;

    /** More than fits into the buffer, now and then. */
    private static final int[] SIZES = {0, 1, 10, 1_000, 131_060, 131_072, 300_000};

    @TempDir
    private Path folder;

    private FormParser parser(byte[] body) {
        ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(body));
        return new FormParser("b--b", channel::read, folder);
    }

    private Form parse(byte[] body) throws IOException {
        return parser(body).parse();
    }

    private Form parse(String body) throws IOException {
        return parse(body.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> parsedByUndertow(byte[] body) throws IOException {
        List<String> parts = new ArrayList<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        MultipartParser.PartHandler handler = new MultipartParser.PartHandler() {
            @Override
            public void beginPart(HeaderMap headers) {
                parts.add(headers.getFirst(Headers.CONTENT_DISPOSITION));
            }

            @Override
            public void data(ByteBuffer buffer) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                content.writeBytes(bytes);
            }

            @Override
            public void endPart() {
                parts.set(parts.size() - 1, parts.getLast() + content.toString(StandardCharsets.ISO_8859_1));
                content.reset();
            }
        };
        try (DefaultByteBufferPool pool = new DefaultByteBufferPool(false, 1024)) {
            MultipartParser.ParseState state =
                    MultipartParser.beginParse(pool, handler, "b--b".getBytes(StandardCharsets.US_ASCII), "UTF-8");
            state.parse(ByteBuffer.wrap(body));
            assertThat(state.isComplete()).isTrue();
        }
        return parts;
    }

    /** Bytes that often begin a delimiter. */
    private static byte[] content(Random random) {
        byte[] content = new byte[SIZES[random.nextInt(SIZES.length)]];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) "\r\n--b-x".charAt(random.nextInt(7));
        }
        return new String(content, StandardCharsets.US_ASCII)
                .replace("\r\n--b--b", "\r\n--b--x")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void filesAreThoseThatUndertowReads() throws IOException {
        for (int seed = 0; seed < FORMS; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int files = random.nextInt(4);
            for (int i = 0; i < files; i++) {
                body.writeBytes("--b--b\r\nContent-Disposition: form-data; name=\"f%d\"; filename=\"a\"\r\n\r\n"
                        .formatted(i)
                        .getBytes(StandardCharsets.US_ASCII));
                body.writeBytes(content(random));
                body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            body.writeBytes("--b--b--".getBytes(StandardCharsets.US_ASCII));

            List<String> parts = new ArrayList<>();
            for (var file : parse(body.toByteArray()).files().entrySet()) {
                parts.add("form-data; name=\"%s\"; filename=\"a\"".formatted(file.getKey())
                        + Files.readString(file.getValue().file(), StandardCharsets.ISO_8859_1));
                assertThat(file.getValue().size())
                        .isEqualTo(Files.size(file.getValue().file()));
            }
            assertThat(parts.equals(parsedByUndertow(body.toByteArray())))
                    .as("form %d", seed)
                    .isTrue();
        }
    }

    @Test
    void headersAreReadInAnyForm() throws IOException {
        Form form = parse("preamble|--b--b  |content-disposition:form-data;name=a|X-Other: 1||one|--b--b|"
                + "Content-Disposition: form-data; name=\"a\"|Content-Type: text/plain||zwei: ü|--b--b|"
                + "Content-Disposition: form-data; name=\"f\"; filename*=UTF-8''M%C3%A4rz|"
                + "Content-Transfer-Encoding: BINARY|Content-Type: Text/CSV; charset=utf-8|||--b--b--epilogue");

        assertThat(form.fields()).containsOnlyKeys("a");
        assertThat(form.fields().get("a")).containsExactly("one", "zwei: ü");
        Attachment file = Objects.requireNonNull(form.files().get("f"));
        assertThat(file.name()).isEqualTo("März");
        assertThat(file.mediaType()).isEqualTo("text/csv");
        assertThat(file.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "--b--b|Content-Type: text/plain||x|--b--b--#A part has no Content-Disposition: form-data with a name",
                "--b--b|Content-Disposition: form-data||x|--b--b--#A part has no Content-Disposition: form-data with a name",
                "--b--b|Content-Disposition: inline; name=a||x|--b--b--#A part has no Content-Disposition: form-data with a name",
                "--b--b|Content-Disposition: form-data; name=a|Content-Transfer-Encoding: base64||eA==|--b--b--"
                        + "#The part 'a' has a Content-Transfer-Encoding: send its bytes as they are",
            })
    void aPartThatIsNotOfAFormIsRefused(String body, String message) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(FormParser.MalformedException.class)
                .hasMessage(message);
    }

    @Test
    void partsThatAreTooLargeOrSentTwiceAreRefused() {
        String text = "--b--b|Content-Disposition: form-data; name=\"a\"||%s|--b--b--";
        String file = "--b--b|Content-Disposition: form-data; name=f; filename=a||x|";
        assertThatThrownBy(() -> parse(text.formatted("x".repeat(65_537))))
                .hasMessage("The part 'a' is larger than 65536 bytes");
        assertThatThrownBy(() -> parse(text.replace("form-data;", "form-data; " + "x".repeat(16_384) + ";")))
                .hasMessage("A header is larger than 16384 bytes");
        assertThatThrownBy(
                        () -> parse(text.replace("--b--b--", "").formatted("x").repeat(1_001) + "--b--b--"))
                .hasMessage("It has more than 1000 parts");
        assertThatThrownBy(() -> parse(file + file + "--b--b--")).hasMessage("Two files are named 'f'");
    }

    @ParameterizedTest
    @CsvSource({"'', ü", "; charset=ISO-8859-1, Ã¼", "; charset=utf-8, ü"})
    void aTextIsReadInItsCharset(String charset, String text) throws IOException {
        for (String end : List.of("", " ", "  ", "   ")) {
            Form form = parse("--b--b%s|Content-Type: text/plain%s|Content-Disposition: form-data; name=a||ü|--b--b--"
                    .formatted(end, charset));

            assertThat(form.fields().get("a")).containsExactly(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name=a|Content-Type: text/plain; charset=klingon, Unknown charset 'klingon'",
        "name=a; filename*=UTF-8''%zz, A file name is not encoded as RFC 5987 says"
    })
    void anUnknownEncodingIsRefused(String header, String message) {
        assertThatThrownBy(() -> parse("--b--b|Content-Disposition: form-data; %s||x|--b--b--".formatted(header)))
                .isInstanceOf(FormParser.MalformedException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no boundary",
                "--b--b",
                "--b--b|Content-Disposition: form-data; name=a",
                "--b--b|Content-Disposition: form-data; name=a||x|",
                "--b--b|Content-Disposition: form-data; name=a; filename=a||x|--b-"
            })
    void aBodyThatEndsEarlyIsNoForm(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(EOFException.class);
    }

    @Test
    void theFilesAreDeletedAlsoAfterAFailure() throws IOException {
        String body = "--b--b|Content-Disposition: form-data; name=f; filename=a||x|--b--b|Content-Type: a|||--b--b--";
        FormParser parser = parser(body.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(parser::parse).isInstanceOf(FormParser.MalformedException.class);
        assertThat(folder).isNotEmptyDirectory();
        parser.deleteFiles();
        assertThat(folder).isEmptyDirectory();
    }
}
