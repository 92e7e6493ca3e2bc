package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        "application/pdf, x.jpg, DOCUMENT",
        "text/html, x.jpg, DOCUMENT",
        "image/svg+xml, x.svg, DOCUMENT"
    })
    void specificContentTypeTakesPrecedence(String contentType, String name, MediaType expected) {
        assertThat(MediaType.of(new Download(Path.of(name), 1, contentType))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', a.JPG, PHOTO",
        "application/octet-stream, a.gif, ANIMATION",
        "binary/octet-stream, a.mp4, STREAMED_VIDEO",
        "application/octet-stream, a.mov, VIDEO",
        "text/plain, a.mp3, AUDIO",
        "'', a.zip, DOCUMENT",
        "text/plain, a.txt, DOCUMENT",
        "'', jpg, DOCUMENT"
    })
    void fallsBackToExtension(String contentType, String name, MediaType expected) {
        assertThat(MediaType.of(new Download(Path.of(name), 1, contentType))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a.ogg, audio/ogg, OpusHead, VOICE_NOTE",
        "a.opus, '', OpusHead, VOICE_NOTE",
        "a.oga, application/octet-stream, OpusHead, VOICE_NOTE",
        "a.ogg, audio/ogg, \u0001vorbis, AUDIO",
        "a.ogg, application/ogg, \u007fFLAC, AUDIO",
        "a.mp3, audio/mpeg, OpusHead, AUDIO",
    })
    void onlyOpusInOggIsAVoiceNote(
            String name, String contentType, String codec, MediaType expected, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name), "OggS" + "\0".repeat(24) + codec + "\0".repeat(80));

        assertThat(MediaType.of(new Download(file, Files.size(file), contentType)))
                .isEqualTo(expected);
    }

    @Test
    void opusWithoutOggIsNotAVoiceNote(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.opus"), "OpusHead" + "x".repeat(80));

        assertThat(MediaType.of(new Download(file, Files.size(file), "audio/opus")))
                .isEqualTo(MediaType.AUDIO);
    }

    @Test
    void tooLargePhotoIsADocument() {
        long limit = 10 * 1024 * 1024;
        assertThat(MediaType.of(new Download(Path.of("a.jpg"), limit, ""))).isEqualTo(MediaType.PHOTO);
        assertThat(MediaType.of(new Download(Path.of("a.jpg"), limit + 1, ""))).isEqualTo(MediaType.DOCUMENT);
    }
}
