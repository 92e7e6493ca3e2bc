package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "attachment; filename=report.pdf|report.pdf",
                "attachment; filename=\"my report.pdf\"|my report.pdf",
                "attachment; FILENAME=\"a;b,c.pdf\"|a;b,c.pdf",
                "attachment; filename=\"say \\\"hi\\\".txt\"|say _hi_.txt",
                "attachment; filename=\"plain.txt\"; filename*=UTF-8''%e2%82%ac%20rates.txt|€ rates.txt",
                "attachment; filename*=UTF-8'en'%c3%bc.txt; filename=plain.txt|ü.txt",
                "attachment; filename*=iso-8859-1''%fc.txt|ü.txt",
                "attachment; filename=plain.txt; filename*=UTF-8''%ff.txt|plain.txt",
                "attachment; filename=plain.txt; filename*=KOI8-R''%c6.txt|plain.txt",
                "attachment; filename=\"größe.txt\"|größe.txt",
                "attachment; filename=\"=?UTF-8?B?w7xiZXIudHh0?=\"|über.txt",
                "attachment; filename=\"=?utf-8?q?=C3=BCber_uns=2Etxt?=\"|über uns.txt",
                "attachment; filename=\"=?ISO-8859-1?Q?=FCber.txt?=\"|über.txt",
                "attachment; filename=\"=?UTF-8?B?w7xi?= =?UTF-8?B?ZXIudHh0?=\"|über.txt",
                "attachment; filename=\"=?UTF-8?B?Li4vLi4vam9iLnR4dA==?=\"|job.txt",
                "attachment; filename=\"=?KLINGON?B?w7xi?=.txt\"|=_KLINGON_B_w7xi_=.txt",
                "inline; filename=\"C:\\Users\\me\\photo.jpg\"|photo.jpg",
                "attachment; filename=\"../../etc/cron.d/job.txt\"|job.txt",
                "attachment; filename*=UTF-8''..%2f..%2fjob.txt|job.txt",
                "attachment; filename=\"..\"|url.bin",
                "attachment; filename=\"\"|url.bin",
                "attachment; filename=\".htaccess.txt\"|htaccess.txt",
                "attachment|url.bin",
                "~~|url.bin",
                "attachment; filename=\"a:b?c*.txt\"|a_b_c_.txt"
            })
    void contentDispositionTakesPrecedenceAndIsSanitized(String disposition, String expected)
            throws UnfetchableException {
        assertThat(FileNames.choose(disposition, url("/path/url.bin?x"), "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/photo.jpg, image/png, photo.jpg",
        "/a/my%20photo.jpg, '', my photo.jpg",
        "/a/%2e%2e%2fpasswd.txt, '', passwd.txt",
        "/a/..%5c..%5cx.txt, '', x.txt",
        "/a/x%00%0A%E2%80%AEgpj.exe, '', xgpj.exe",
        "/a/download, application/pdf, download.pdf",
        "/a/2024.12, application/pdf, 2024.12.pdf",
        "/a/archive.tar.gz, '', archive.tar.gz",
        "/a/song.mp3, '', song.mp3",
        "/, image/jpeg, file.jpg",
        "/dl.php, application/pdf, dl.pdf",
        "/get.aspx, image/png, get.png",
        "/index.php, text/plain, index.php",
        "/index.php, application/octet-stream, index.php",
        "/dl.php, application/x-mystery, dl.php",
        "/a/, '', file",
        "/a/%20.%20, audio/ogg, file.ogg",
        "/a/x, application/x-mystery, x"
    })
    void fallsBackToEndOfUrl(String path, String contentType, String expected) throws UnfetchableException {
        assertThat(FileNames.choose(null, url(path), contentType)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "😀"})
    void longNameIsTruncatedBetweenCharactersAndKeepsExtension(String character) throws UnfetchableException {
        String name = FileNames.choose("attachment; filename=\"" + character.repeat(300) + ".tar7\"", url("/"), "");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(116, 120);
        assertThat(name).matches("(" + character + ")+\\.tar7");
    }

    @Test
    void extensionIsShortAndContainsLetter() {
        assertThat(FileExtension.of("A.JPG")).isEqualTo("jpg");
        assertThat(FileExtension.of("a.7z")).isEqualTo("7z");
        assertThat(FileExtension.of("v1.2")).isEmpty();
        assertThat(FileExtension.of("one. two three")).isEmpty();
        assertThat(FileExtension.of("a.verylongending")).isEmpty();
    }

    private static FileUrl url(String path) throws UnfetchableException {
        return FileUrl.parse("https://example.com" + path, false);
    }
}
