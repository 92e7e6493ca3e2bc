package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.KeyCheck;
import dev.toolgram.host.config.KeyCheck.Verdict;
import dev.toolgram.host.config.Secret;
import dev.toolgram.host.tool.ToolRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class PoliciesTest {

    private static final String KEY = "tg_one";
    private static final String GOOD = file("a", KEY, "\"expires\": \"2027-02-01\", ");

    private final ToolRegistry registry = new ToolRegistry();
    private Instant now = Instant.parse("2027-01-31T23:59:59Z");
    private Path path = Path.of("");
    private Policies policies = new Policies(path, Optional.empty(), registry, () -> now, Duration.ZERO);

    private static String file(String name, String key, String more) {
        return "{\"keys\": {\"%s\": {\"hash\": \"%s\", %s\"tools\": [\"reader\"], \"chats\": {\"read\": [\"*\"]}}}}"
                .formatted(name, KeyFile.hash(key.getBytes(StandardCharsets.US_ASCII)), more);
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        path = folder.resolve(KeyFile.NAME);
        write(GOOD);
        open();
    }

    @AfterEach
    void close() {
        policies.close();
    }

    private void open() {
        policies.close();
        policies = new Policies(path, Optional.of(new Secret("root")), registry, () -> now, Duration.ZERO);
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text);
    }

    /** A file is adopted once two readings agree. */
    private void watch() {
        policies.check();
        policies.check();
    }

    private Verdict verdict(String key) {
        return policies.check(key.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void keysAreKnownByTheirHashes() {
        assertThat(verdict(KEY)).isEqualTo(new Verdict.Admitted("a"));
        assertThat(verdict("root")).isEqualTo(new Verdict.Admitted("default"));
        assertThat(verdict("tg_two")).isEqualTo(KeyCheck.UNKNOWN);
        assertThat(verdict(KeyFile.hash(KEY.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(KeyCheck.UNKNOWN);
        assertThat(policies.of("default").isFull()).isTrue();
        assertThat(policies.of("a").isFull()).isFalse();
    }

    @Test
    void expiredKeyIsRefusedWithASentence() {
        now = now.plusSeconds(1);

        assertThat(verdict(KEY))
                .isEqualTo(new Verdict.Refused(
                        "This key expired at 2027-02-01T00:00:00Z: ask the operator of this host for a new one."));
    }

    @Test
    void changedFileIsAdoptedAndRevokesKeys() throws IOException {
        write(file("b", "tg_two", ""));
        policies.check();
        assertThat(verdict(KEY)).as("half a file").isEqualTo(new Verdict.Admitted("a"));
        policies.check();

        assertThat(verdict(KEY)).isEqualTo(KeyCheck.UNKNOWN);
        assertThat(verdict("tg_two")).isEqualTo(new Verdict.Admitted("b"));
        assertThat(policies.of("a").allows(TestPolicies.reader())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\"",
                "",
                "{\"keys\": {\"a\": {}}}",
                "{\"keys\": {\"b\": {\"hash\": \"0000000000000000000000000000000000000000000000000000000000000000\","
                        + " \"tools\": [\"raeder\"], \"chats\": {\"read\": [\"*\"]}}}}",
                "{\"keys\": {\"b\": {\"hash\": \"0000000000000000000000000000000000000000000000000000000000000000\","
                        + " \"tools\": [\"all\"], \"chats\": {\"read\": [\"@nobody\"]}}}}",
                "{\"keys\": {\"b\": {\"hash\": \"0000000000000000000000000000000000000000000000000000000000000000\","
                        + " \"tools\": [\"all\"], \"chats\": {\"read\": [\"folder:Wrok\"]}}}}",
                "{\"keys\": {\"b\": {\"hash\": \"0000000000000000000000000000000000000000000000000000000000000000\","
                        + " \"tools\": [\"all\"], \"chats\": {\"read\": []}}}}"
            })
    void badFileKeepsTheLastGoodOne(String text) throws IOException {
        assertThat(policies.connect(new TestPolicies.World())).isEmpty();
        write(text);
        watch();

        assertThat(verdict(KEY)).isEqualTo(new Verdict.Admitted("a"));
        assertThat(policies.of("a").allows(TestPolicies.reader())).isTrue();
        assertThat(policies.of("b").allows(TestPolicies.reader())).isFalse();
    }

    @Test
    void missingFileKeepsTheLastGoodOne() throws IOException {
        Files.delete(path);
        watch();

        assertThat(verdict(KEY)).isEqualTo(new Verdict.Admitted("a"));
    }

    @Test
    void hostWithoutKeysNeedsNoneUntilTheFirstIsAdded() throws IOException {
        policies.close();
        Files.delete(path);
        policies = new Policies(path, Optional.empty(), registry, () -> now, Duration.ZERO);
        assertThat(policies.isRequired()).isFalse();

        write("{\"keys\": {}}");
        watch();

        assertThat(policies.isRequired()).isTrue();
        assertThat(verdict("")).isEqualTo(KeyCheck.UNKNOWN);
    }

    @Test
    void problemsOfTheFirstFileAreAllReported() throws IOException {
        write("""
                {"keys": {"a": {"hash": "x", "tools": ["all"], "chats": {"read": ["*"]}},
                          "b": {"hash": "HASH", "tools": ["raeder"], "chats": {"read": ["@nobody"]}}}}
                """.replace("HASH", "0".repeat(64)));
        open();

        assertThat(policies.problems())
                .containsExactlyInAnyOrder(
                        "keys.json: key 'a': hash: must be 64 hexadecimal digits; 'toolgram key rotate a' makes a new key",
                        "keys.json: key 'b': tools: unknown profile, plugin or tool 'raeder'; did you mean reader?");
        assertThat(policies.connect(new TestPolicies.World()))
                .containsExactly("keys.json: key 'b': chats: read: this account sees no chat '@nobody'");
    }
}
