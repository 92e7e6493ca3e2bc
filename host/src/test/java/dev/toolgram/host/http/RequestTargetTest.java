package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest extends HttpServerFixture {

    @Test
    void segmentsAndParametersAreDecoded() throws Exception {
        start();

        assertThat(get("/echo?a=1%2B1+%D1%8F&b&a=%3D%26").body()).isEqualTo("{\"a\":[\"1+1 я\",\"=&\"],\"b\":[\"\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%ff", "/%c0%80", "/%ed%a0%80", "/echo?a=%ff", "/echo?%ff=1"})
    void percentEncodingThatSpellsNoUtf8IsNamed(String target) throws Exception {
        start();

        String answer = RawClient.exchange(port(), getTo(target));

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("\"loc\":[\"" + (target.contains("?") ? "query" : "path") + "\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /%4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /echo?a=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /\u00ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /echo?a=\u00d1\u008f HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /echo?a=b\u0000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\nConnection: close\r\n\r\n"
            })
    void weirdBytesAreTheCallersFault(String request) throws Exception {
        start();

        assertThat(RawClient.exchange(port(), request)).startsWith("HTTP/1.1 4");
    }

    @Test
    void anOverlongAddressAndOverlongHeadersAreRefused() throws Exception {
        start();

        assertThat(RawClient.exchange(port(), getTo("/echo?a=" + "x".repeat(70_000))))
                .startsWith("HTTP/1.1 414 ");
        assertThat(RawClient.exchange(port(), getWith("/echo", "X-Long: " + "x".repeat(70_000))))
                .startsWith("HTTP/1.1 431 ");
        assertThat(RawClient.exchange(port(), getTo("/echo?" + "a=1&".repeat(2_000))))
                .startsWith("HTTP/1.1 4");
        assertThat(RawClient.exchange(port(), getWith("/echo", "X-Many: 1\r\n".repeat(300) + "X: 1")))
                .startsWith("HTTP/1.1 4");
    }
}
