package dev.toolgram.host.events.webhook;

import dev.toolgram.host.events.webhook.Receiver.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.json.JsonMapper;

/** Verifies signatures with the package {@code standardwebhooks} of npm, which the build has fetched. */
@NullMarked
final class NodeVerifier {

    private NodeVerifier() {}

    /** Returns the output of the script. */
    static String verify(String secret, Delivery delivery, String body) throws IOException, InterruptedException {
        Path script = Path.of("src/test/resources/standard-webhooks/verify.js");
        Path packages = Path.of("target/test-classes/standard-webhooks").toAbsolutePath();
        Process node = new ProcessBuilder("node", script.toString(), packages.toString())
                .redirectErrorStream(true)
                .start();
        try (var in = node.getOutputStream()) {
            in.write(JsonMapper.shared()
                    .writeValueAsBytes(List.of(
                            secret,
                            body,
                            Map.of(
                                    "webhook-id", delivery.header("Webhook-id"),
                                    "webhook-timestamp", delivery.header("Webhook-timestamp"),
                                    "webhook-signature", delivery.header("Webhook-signature")))));
        }
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int _ = node.waitFor();
        return output;
    }
}
