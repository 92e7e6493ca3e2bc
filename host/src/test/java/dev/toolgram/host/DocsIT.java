package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The page at {@code /docs} as a person sees it, in a browser without a network. */
@ExtendWith(SharedSandbox.class)
class DocsIT {

    /** Scrolls down, and from the end to the top again: the page has only the operations that are near to what is seen. */
    private static final String SCROLLED = """
            (window.scrollY + window.innerHeight + 2 > document.body.scrollHeight
                ? window.scrollTo(0, 0) : window.scrollBy(0, 400), %s)""";

    private static final String OPERATION = "document.querySelector('.opblock')";

    private final SandboxHost host;

    DocsIT(SandboxHost host) {
        this.host = host;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/"})
    void pageListsTheOperationsWithNothingFromElsewhere(String path) throws Exception {
        JsonNode document = host.get("/openapi.json", java.util.Map.of()).body();
        try (Browser browser = Browser.start()) {
            browser.open(host.uri(path));
            browser.await(OPERATION);
            browser.screenshot(Path.of("target", "docs.png"));
            for (String text : List.of(
                    "/api/messages/{message_id}",
                    document.at("/paths/~1api~1messages/post/summary").asString(),
                    "/api/tools/send_message",
                    "/healthz")) {
                browser.await(SCROLLED.formatted("document.body.innerText.includes('%s')".formatted(text)));
            }
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests())
                    .contains(host.uri("/openapi.json").toString())
                    .allSatisfy(address -> assertThat(address).matches("(" + host.uri("/") + "|data:|about:).*"));
        }
    }

    @Test
    void operationsCanBeTriedOutFromThePage() throws Exception {
        try (Browser browser = Browser.start()) {
            browser.open(host.uri("/docs"));
            browser.await(OPERATION);
            for (String button : List.of(".opblock-summary-control", ".try-out__btn", ".execute")) {
                String found = "document.querySelector('[id$=\"-get_me\"] %s')".formatted(button);
                browser.await(button.equals(".opblock-summary-control") ? SCROLLED.formatted(found) : found);
                JsonNode _ = browser.evaluate(found + ".click()");
            }
            browser.await("document.querySelector('.live-responses-table .microlight').innerText.includes('15550001')");
            browser.screenshot(Path.of("target", "docs-tried.png"));

            // A browser says where a POST comes from; from this page it is the host's own.
            assertThat(browser.evaluate("fetch('/api/tools/get_me', {method: 'POST'}).then(answer => answer.status)")
                            .asInt())
                    .isEqualTo(200);
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
