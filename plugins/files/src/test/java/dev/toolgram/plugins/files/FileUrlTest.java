package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://example.com https://example.com:443/",
                "HTTPS://EXAMPLE.com:8443/A.jpg https://example.com:8443/A.jpg",
                "https://example.com:/a https://example.com:443/a",
                "https://example.com./a https://example.com:443/a",
                "https://example.com/a#part https://example.com:443/a",
                "https://example.com?q=1 https://example.com:443/?q=1",
                "https://bücher.example/ü.pdf https://xn--bcher-kva.example:443/%C3%BC.pdf",
                "https://例え。テスト/ https://xn--r8jz45g.xn--zckzah:443/",
                "https://my_bucket.example/a%20b https://my_bucket.example:443/a%20b",
                "https://8.8.8.8/a https://8.8.8.8:443/a",
                "https://[2600::1]:8443/a https://[2600:0:0:0:0:0:0:1]:8443/a",
                "https://[::ffff:8.8.8.8]/ https://8.8.8.8:443/",
                "https://８．８．８．８/ https://8.8.8.8:443/",
                "https://example.com/a/./b/../c.jpg?x=../y https://example.com:443/a/c.jpg?x=../y",
                "https://example.com/../../a/%2E%2e/b/. https://example.com:443/b/",
                "https://example.com/a|b{c} https://example.com:443/a%7Cb%7Bc%7D"
            })
    void urlIsNormalized(String text, String expected) throws UnfetchableException {
        assertThat(FileUrl.parse(text, false)).hasToString(expected);
    }

    @Test
    void defaultPortIsRecognized() throws UnfetchableException {
        assertThat(FileUrl.parse("https://example.com/", true).hasDefaultPort()).isTrue();
        assertThat(FileUrl.parse("http://example.com:80/", true).hasDefaultPort())
                .isTrue();
        assertThat(FileUrl.parse("https://example.com:80/", true).hasDefaultPort())
                .isFalse();
    }

    @Test
    void pastedSpacesAreEncoded() throws UnfetchableException {
        assertThat(FileUrl.parse("  https://example.com/my file.pdf\n", false).path())
                .isEqualTo("/my%20file.pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "photo.jpg",
                "example.com/photo.jpg",
                "https:example.com",
                "https:/example.com",
                "//example.com/a",
                "https://exa\nmple.com/",
                "https://example.com\\@evil.example/",
                "file:/etc/passwd"
            })
    void invalidUrlIsRejectedWithExample(String text) {
        refused(text, "https://example.com/photo.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/a", "file://example.com/a", "gopher://example.com/a", "tg://resolve/a"})
    void otherSchemesAreRefused(String text) {
        refused(text, "Only https");
    }

    @Test
    void httpIsRefusedUnlessTheOperatorAllowsIt() throws UnfetchableException {
        refused("http://example.com/a", "TOOLGRAM_ALLOW_HTTP_FILES");
        assertThat(FileUrl.parse("http://example.com/a", true)).hasToString("http://example.com:80/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:secret@example.com/", "https://user@example.com/", "https://@example.com/"})
    void userInfoIsRejectedAndNotRepeated(String text) {
        assertThatThrownBy(() -> FileUrl.parse(text, false))
                .hasMessageContaining("@")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "https:///a", "https://:443/a", "https://?q"})
    void aHostIsRequired(String text) {
        refused(text, "has no host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com:0/", "https://example.com:65536/", "https://example.com:99999999999/"})
    void portMustBeInRange(String text) {
        refused(text, "1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.01/",
                "https://127.0.0.256/",
                "https://127.0.0.1../",
                "https://1.2.3.4.5/",
                "https://0x7f.0x0.0x0.0x1/",
                "https://017700000001/",
                "https://127.0.0.0x1/",
                "https://0/",
                "https://１２７．１/",
                "https://0X7F.1/",
                "https://example.123/",
                "https://127.1./"
            })
    void nonCanonicalAddressesAreRejected(String text) {
        assertThatThrownBy(() -> FileUrl.parse(text, false)).isInstanceOf(UnfetchableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://[::1/", "https://[]/", "https://[127.0.0.1]/", "https://[fe80::1%25eth0]/", "https://[::g]/",
                "https://::1/", "https://exa mple.com/", "https://%31%32%37.0.0.1/", "https://a..b/",
                        "https://-a.example/",
                "https://a,b.example/", "https://straße.example/", "https://example.com:80:80/",
                        "https://example.com:x/"
            })
    void invalidHostIsRejected(String text) {
        assertThatThrownBy(() -> FileUrl.parse(text, false)).isInstanceOf(UnfetchableException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://other.example/x https://other.example:443/x",
                "//other.example/x https://other.example:443/x",
                "/x?y https://example.com:8443/x?y",
                "x https://example.com:8443/a/x",
                "../x https://example.com:8443/x",
                "../../../x https://example.com:8443/x",
                "./ https://example.com:8443/a/",
                ".. https://example.com:8443/",
                "x/./y/../z?../q https://example.com:8443/a/x/z?../q",
                "?z https://example.com:8443/a/b?z",
                "#part https://example.com:8443/a/b?q",
                "/ü https://example.com:8443/%C3%BC"
            })
    void locationIsResolvedAgainstTheUrl(String location, String expected) throws UnfetchableException {
        FileUrl base = FileUrl.parse("https://example.com:8443/a/b?q", false);
        assertThat(base.resolve(location, false)).hasToString(expected);
    }

    @Test
    void lastSegmentIsDecoded() throws UnfetchableException {
        assertThat(FileUrl.parse("https://example.com/a/my%20f%C3%BC+le.pdf?x=/y", false)
                        .lastSegment())
                .isEqualTo("my fü+le.pdf");
        assertThat(FileUrl.parse("https://example.com/a/", false).lastSegment()).isEmpty();
    }

    private static void refused(String text, String sentence) {
        assertThatThrownBy(() -> FileUrl.parse(text, false))
                .isInstanceOf(UnfetchableException.class)
                .hasMessageContaining(sentence);
    }
}
