package dev.toolgram.plugins.files;

import static dev.toolgram.plugins.files.Bench.input;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to private addresses are blocked. The server listens on loopback, so it would record a request. */
@Timeout(30)
class ForbiddenAddressesIT {

    @TempDir
    Path scratch;

    private Origin origin;
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        origin = Origin.https();
        origin.file("/a.jpg", "image/jpeg", new byte[] {1});
        bench = Bench.in(scratch);
    }

    @AfterEach
    void close() {
        origin.close();
        bench.assertScratchEmpty();
    }

    @Test
    void nameOfLoopbackIsRejectedWithoutConnecting() {
        assertThat(bench.allow("").refused(input(origin.url("/a.jpg"))))
                .startsWith("files.example resolves to a private or local address");
        assertThat(origin.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1.",
                "127.1",
                "2130706433",
                "0177.0.0.1",
                "0x7f.1",
                "0x7f000001",
                "0",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::127.0.0.1]"
            })
    void allNotationsOfLoopbackAreRejected(String host) {
        bench.allow("").refused(input(origin.url(host, "/a.jpg")));
        assertThat(bench.resolver.lookups()).isEmpty();
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void nameIsResolvedOnlyOnce() {
        bench.resolver.answer("other.example", "127.0.0.1");
        bench.resolver.answer("other.example", "10.0.0.1");
        bench.allow("127.0.0.1").send(input(origin.url("other.example", "/a.jpg")));
        assertThat(bench.resolver.lookups()).containsExactly("other.example");
        assertThat(origin.requests()).hasSize(1);
    }

    @Test
    void nameIsCheckedAgainOnRedirect() {
        bench.resolver.answer("other.example", "127.0.0.1");
        bench.resolver.answer("other.example", "127.0.0.2");
        origin.redirect("/start", 302, "/a.jpg");
        assertThat(bench.allow("127.0.0.1").refused(input(origin.url("other.example", "/start"))))
                .startsWith("Redirect rejected: other.example resolves to");
        assertThat(origin.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://internal.example/", "https://169.254.169.254/latest/meta-data/", "https://127.1/",
                "https://[::ffff:127.0.0.1]/", "//localhost/", "https://10.0.0.1:8443/"
            })
    void redirectToPrivateAddressIsRejected(String location) {
        bench.resolver.answer("internal.example", "10.0.0.5");
        bench.resolver.answer("localhost", "127.0.0.1");
        origin.redirect("/start", 302, location);
        assertThat(bench.refused(input(origin.url("/start")))).startsWith("Redirect rejected: ");
        assertThat(origin.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://files.example/a.jpg", "ftp://files.example/a", "https://me:pw@files.example/a"})
    void redirectToForbiddenUrlIsRejected(String location) {
        origin.redirect("/start", 302, location);
        assertThat(bench.refused(input(origin.url("/start")))).startsWith("Redirect rejected: ");
    }

    @Test
    void nameWithOnePrivateAddressIsRejected() {
        bench.resolver.answer("other.example", "127.0.0.1", "10.0.0.1");
        bench.allow("127.0.0.1").refused(input(origin.url("other.example", "/a.jpg")));
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void nextAddressIsTriedAfterRefusedConnection() {
        bench.resolver.answer("other.example", "127.0.0.3", "127.0.0.1");
        bench.allow("127.0.0.0/8").send(input(origin.url("other.example", "/a.jpg")));
        assertThat(origin.requests()).hasSize(1);
    }

    @Test
    void allowListEntryAllowsExactlyOnePort() {
        bench.allow("127.0.0.1:" + origin.port()).send(input(origin.url("127.0.0.1", "/a.jpg")));
        bench.telegram.functions().clear();
        bench.allow("127.0.0.1:1").refused(input(origin.url("127.0.0.1", "/a.jpg")));
        assertThat(origin.requests()).hasSize(1);
    }
}
