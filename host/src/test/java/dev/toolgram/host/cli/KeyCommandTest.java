package dev.toolgram.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.policy.KeyFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@NullMarked
class KeyCommandTest {

    private static final String DATA = "TOOLGRAM_DATA_DIR";

    private Path file = Path.of("");

    @BeforeEach
    void start(@TempDir Path data) {
        file = KeyFile.in(data);
        System.setProperty(DATA, data.toString());
    }

    @AfterEach
    void clear() {
        System.clearProperty(DATA);
    }

    private record Run(int code, String out, String failure) {}

    private static Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder failure = new StringBuilder();
        int code = new CommandLine(new KeyCommand(new PrintStream(out, true, StandardCharsets.UTF_8)))
                .setExecutionExceptionHandler((e, line, given) -> {
                    failure.append(e.getMessage());
                    return 2;
                })
                .execute(arguments);
        return new Run(code, out.toString(StandardCharsets.UTF_8).strip(), failure.toString());
    }

    private KeyFile keys() {
        return KeyFile.read(file).orElseThrow();
    }

    private static String hash(String key) {
        return KeyFile.hash(key.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void addedKeyIsPrintedOnceAndStoredAsAHash() throws Exception {
        Run added = run(
                "add",
                "digest",
                "--tools=reader,-get_me",
                "--read=*,-@boss",
                "--write=contacts",
                "--expires=2027-02-01",
                "--approve=first-contact",
                "--pace=send=20/min");

        assertThat(added.code()).as(added.failure()).isZero();
        assertThat(added.out()).matches("tg_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(file)).contains(hash(added.out())).doesNotContain(added.out());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keys().problems()).isEmpty();
        assertThat(run("list").out()).isEqualTo("digest  tools: reader,-get_me  expires: 2027-02-01");
        assertThat(run("show", "digest").out())
                .contains("\"contacts\"", "\"20/min\"")
                .doesNotContain("hash");
    }

    @Test
    void rotatedKeyReplacesTheOldOneAndRevokedKeyIsGone() {
        String old = run("add", "a", "--tools=all", "--read=*").out();
        String fresh = run("rotate", "a").out();

        assertThat(fresh).isNotEqualTo(old);
        assertThat(keys().keys()).hasSize(1);
        assertThat(String.valueOf(keys().keys().get("a"))).doesNotContain(hash(fresh));
        assertThat(run("revoke", "a").code()).isZero();
        assertThat(keys().keys()).isEmpty();
        assertThat(keys().problems()).isEmpty();
    }

    @Test
    void mistakesChangeNothing() throws Exception {
        assertThat(run("add", "a", "--tools=all", "--read=*").code()).isZero();
        String before = Files.readString(file);

        for (List<String> wrong : List.of(
                List.of("add", "a", "--tools=all", "--read=*"),
                List.of("add", "default", "--tools=all", "--read=*"),
                List.of("add", "b", "--tools=all"),
                List.of("add", "b", "--read=*"),
                List.of("add", "b", "--tools=all", "--read=-@x"),
                List.of("add", "b", "--tools=all", "--read=*", "--expires=soon"),
                List.of("add", "b", "--tools=all", "--read=*", "--pace=send=often"),
                List.of("revoke", "c"),
                List.of("rotate", "c"),
                List.of("show", "c"))) {
            assertThat(run(wrong.toArray(String[]::new)).code())
                    .as(wrong.toString())
                    .isNotZero();
        }
        assertThat(Files.readString(file)).isEqualTo(before);
    }
}
