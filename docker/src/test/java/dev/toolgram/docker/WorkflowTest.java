package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The commands in the documents and in CI exist and work. */
class WorkflowTest {

    private static final Path REPOSITORY = Place.repository();

    private final JsonNode workflow = YAMLMapper.shared()
            .readTree(REPOSITORY.resolve(".github/workflows/ci.yml").toFile());

    @Test
    void everyJobIsBoundedAndMayOnlyRead() {
        assertThat(workflow.get("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(workflow.get("jobs").valueStream()).isNotEmpty().allSatisfy(job -> {
            assertThat(job.get("timeout-minutes").asInt()).isBetween(1, 90);
            assertThat(job.get("runs-on").asString()).matches("ubuntu-[\\d.]+(-arm)?");
        });
    }

    @Test
    void actionsAreNamedWithAVersion() {
        assertThat(steps().filter(step -> step.has("uses"))
                        .map(step -> step.get("uses").asString()))
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action).matches("[\\w-]+/[\\w/-]+@(v\\d+(\\.\\d+)*|[0-9a-f]{40})"));
    }

    @Test
    void testsImageAndLintAreRun() throws IOException {
        List<String> commands = steps().filter(step -> step.has("run"))
                .map(step -> step.get("run").asString())
                .toList();
        assertThat(commands).contains(".ci/run", "make image", "make lint");

        String makefile = Files.readString(REPOSITORY.resolve("Makefile"));
        commands.stream()
                .filter(command -> command.startsWith("make "))
                .map(command -> command.split(" ")[1])
                .forEach(target -> assertThat(makefile).containsPattern(Pattern.compile("(?m)^" + target + ":.* ## ")));
    }

    @Test
    void makeHelpNamesEveryTargetInALineOfItsOwn() throws Exception {
        Process help = new ProcessBuilder("make", "--no-print-directory", "help")
                .directory(REPOSITORY.toFile())
                .start();

        List<String> lines = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(help.waitFor()).isZero();
        assertThat(lines.stream().map(line -> line.strip().split("\\s+")[0]))
                .contains(
                        "help",
                        "build",
                        "image",
                        "run",
                        "login",
                        "install",
                        "demo",
                        "test",
                        "bench",
                        "test-live",
                        "lint",
                        "format",
                        "clean");
        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(line).matches("  [a-z-]+ +\\S.{10,}").hasSizeLessThan(110));
    }

    private Stream<JsonNode> steps() {
        return workflow.get("jobs")
                .valueStream()
                .flatMap(job -> job.get("steps").valueStream());
    }
}
