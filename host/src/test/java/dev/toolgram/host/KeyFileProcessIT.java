package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key file and the audit of the distribution, as an operator sees them: exit codes, lines, rows. */
@NullMarked
class KeyFileProcessIT {

    private static final String HASH = KeyFile.hash("digest-key".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    private Path folder = Path.of("");

    private Process toolgram(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                SandboxHost.DISTRIBUTION.resolve("bin/toolgram").toString()),
                        Stream.of(words))
                .toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        builder.environment().put("TOOLGRAM_DATA_DIR", data().toString());
        builder.environment()
                .put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
        builder.environment().put("TOOLGRAM_TELEGRAM", "sandbox");
        builder.environment().put("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0");
        builder.environment().put("TOOLGRAM_LOG_LEVEL", words[0].equals("serve") ? level : "INFO");
        builder.redirectError(folder.resolve("err").toFile());
        return builder.start();
    }

    private String level = "ERROR";

    private Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private void keys(String digest) throws IOException {
        Files.writeString(
                KeyFile.in(data()), "{\"keys\": {\"digest\": {\"hash\": \"%s\", %s}}}".formatted(HASH, digest));
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /** A host without a last good file does not start. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'tools': [| keys.json: Invalid JSON at line 1, column 108: unexpected end of input.",
                "'tools': ['raeder'], 'chats': {'read': ['*']}}}}"
                        + "| keys.json: key 'digest': tools: unknown profile, plugin or tool 'raeder'; did you mean reader?",
                "'tools': ['reader'], 'chats': {'read': ['@nobody_here']}}}}"
                        + "| keys.json: key 'digest': chats: read: this account sees no chat '@nobody_here'",
                "'tools': [], 'chats': {'read': ['*']}}}}"
                        + "| keys.json: key 'digest': tools: must be a list of texts that is not empty"
            })
    void aMistakeInTheKeyFileEndsTheStart(String rest, String problem) throws Exception {
        Files.writeString(
                KeyFile.in(data()),
                "{\"keys\": {\"digest\": {\"hash\": \"%s\", %s".formatted(HASH, rest.replace('\'', '"')));

        Process serve = toolgram("serve");

        assertThat(serve.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(errors().lines()).contains("  " + problem).hasSize(2);
        assertThat(errors()).startsWith("toolgram: these settings are missing or wrong:\n");
        assertThat(serve.exitValue()).isEqualTo(2);
    }

    @Test
    void aMistakeWhileTheHostRunsKeepsTheLastGoodFileAndTheAuditPrintsRows() throws Exception {
        keys("\"tools\": [\"inbox\"], \"chats\": {\"read\": [\"*\"], \"write\": [\"me\"]}");
        level = "DEBUG";
        Process serve = toolgram("serve");
        try (BufferedReader out = serve.inputReader(StandardCharsets.UTF_8)) {
            URI address = URI.create(out.readLine().replaceFirst(".*(http://\\S+).*", "$1"));
            try (RestClient rest = new RestClient(address)) {
                String to = "{\"chat\": \"%s\", \"text\": \"a secret text\"}";
                assertThat(send(rest, to.formatted("me"))).isEqualTo(200);
                assertThat(send(rest, to.formatted("@bob_stone"))).isEqualTo(403);

                keys("\"tools\": [\"raeder\"], \"chats\": {\"read\": [\"*\"]}");

                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> errors().contains("did you mean reader?"));
                assertThat(errors()).contains("keeping the keys of revision");
                assertThat(send(rest, to.formatted("me"))).isEqualTo(200);
                for (String key : List.of("digest-key", "wrong-key")) {
                    for (String path : List.of("/api/me", "/mcp", "/ws/updates", "/api/events/stream")) {
                        RestResponse _ =
                                rest.get(path, Map.of("token", key, "after", "x"), "Authorization", "Bearer " + key);
                    }
                }
                assertThat(errors()).contains(" DEBUG ", "/api/me").doesNotContain("digest-key", "wrong-key");
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> audit().size() == 3);
            assertThat(audit("--since", "1h", "--key", "digest", "--tool", "send_message"))
                    .satisfiesExactly(
                            row -> assertThat(row)
                                    .matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z allowed key=digest tool=send_message chat=\\d+"
                                            + " outcome=success revision=\\w+ request_id=\\S+"),
                            row -> assertThat(row).contains(" refused key=digest tool=send_message chat=1002 "),
                            row -> assertThat(row).contains(" allowed key=digest "));
            assertThat(audit("--key", "other")).isEmpty();
            assertThat(audit("--tool", "get_me")).isEmpty();
            assertThat(audit("--since", "2199-01-01")).isEmpty();
            assertThat(String.join("\n", audit())).doesNotContain("secret");
        } finally {
            serve.destroy();
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anInvalidTimeIsRefused() throws Exception {
        Process audit = toolgram("audit", "--since", "yesterday");

        assertThat(audit.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(audit.exitValue()).isEqualTo(2);
        assertThat(errors())
                .isEqualTo("toolgram: --since must be like 24h or 7d, a date like 2027-02-01, or a time like"
                        + " 2027-02-01T12:00:00Z\n");
    }

    private static int send(RestClient rest, String body) {
        return rest.send("POST", "/api/messages", body, "Authorization", "Bearer digest-key")
                .status();
    }

    private List<String> audit(String... options) throws IOException, InterruptedException {
        Process audit =
                toolgram(Stream.concat(Stream.of("audit"), Stream.of(options)).toArray(String[]::new));
        List<String> rows = audit.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(audit.waitFor()).isZero();
        return rows;
    }
}
