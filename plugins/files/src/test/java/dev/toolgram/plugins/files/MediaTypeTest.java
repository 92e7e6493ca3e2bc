package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, x, PHOTO",
        "image/png, x, PHOTO",
        "image/webp, x, PHOTO",
        "image/gif, x, ANIMATION",
        "video/mp4, x, STREAMED_VIDEO",
        "video/quicktime, x, VIDEO",
        "audio/mpeg, x, AUDIO",
        "audio/mp4, x, AUDIO",
        "audio/flac, x, AUDIO",
        "audio/ogg, x, VOICE_NOTE",
        "application/pdf, x.jpg, DOCUMENT",
        "text/html, x.jpg, DOCUMENT",
        "image/svg+xml, x.svg, DOCUMENT"
    })
    void specificContentTypeDecides(String contentType, String name, MediaType expected) {
        assertThat(MediaType.of(new Download(Path.of(name), 1, contentType))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', a.JPG, PHOTO",
        "application/octet-stream, a.gif, ANIMATION",
        "binary/octet-stream, a.mp4, STREAMED_VIDEO",
        "application/octet-stream, a.mov, VIDEO",
        "text/plain, a.mp3, AUDIO",
        "'', a.opus, VOICE_NOTE",
        "'', a.oga, VOICE_NOTE",
        "'', a.zip, DOCUMENT",
        "text/plain, a.txt, DOCUMENT",
        "'', jpg, DOCUMENT"
    })
    void otherwiseTheExtensionDecides(String contentType, String name, MediaType expected) {
        assertThat(MediaType.of(new Download(Path.of(name), 1, contentType))).isEqualTo(expected);
    }

    @Test
    void photoThatTelegramWouldRefuseIsADocument() {
        long limit = 10 * 1024 * 1024;
        assertThat(MediaType.of(new Download(Path.of("a.jpg"), limit, ""))).isEqualTo(MediaType.PHOTO);
        assertThat(MediaType.of(new Download(Path.of("a.jpg"), limit + 1, ""))).isEqualTo(MediaType.DOCUMENT);
    }
}
