package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.docker.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Checks the Dockerfile by common linter rules. */
class DockerfileTest {

    private static final Path DOCKER = Place.repository().resolve("docker");

    private static final Pattern POM_MODULE = Pattern.compile("<module>(.*)</module>");

    private final Dockerfile dockerfile = new Dockerfile(DOCKER.resolve("Dockerfile"));

    DockerfileTest() throws IOException {}

    @Test
    void basesAreNamedWithATagThatIsNotLatest() {
        assertThat(dockerfile.bases())
                .hasSize(3)
                .allSatisfy(image -> assertThat(image)
                        .matches(".+/?[^/:]+:[^/:]+(@sha256:[0-9a-f]{64})?")
                        .doesNotContain(":latest"));
    }

    @Test
    void imageRunsAsANumberedUserThatIsNotRoot() {
        assertThat(dockerfile.last("USER"))
                .hasSize(1)
                .allSatisfy(user -> assertThat(user).matches("[1-9]\\d*:[1-9]\\d*"));
    }

    @Test
    void nothingIsAddedFromTheWebOrUnpackedUnseen() {
        assertThat(dockerfile.all("ADD")).isEmpty();
    }

    @Test
    void imageHasNoShellSoNothingNeedsOne() {
        assertThat(dockerfile.last("RUN")).isEmpty();
        assertThat(dockerfile.last("SHELL")).isEmpty();
        for (String word : List.of("ENTRYPOINT", "CMD")) {
            assertThat(dockerfile.last(word)).as(word).hasSize(1);
            assertThat(words(dockerfile.last(word).getFirst())).isNotEmpty();
        }
    }

    @Test
    void javaIsTheEntryPointAndServeIsTheDefault() {
        assertThat(words(dockerfile.last("ENTRYPOINT").getFirst()))
                .containsExactly(
                        "/opt/toolgram/runtime/bin/java",
                        "@/opt/toolgram/lib/java.options",
                        "@/opt/toolgram/java.options");
        assertThat(words(dockerfile.last("CMD").getFirst())).containsExactly("serve");
    }

    @Test
    void healthCheckAsksToolgramItself() {
        String check = dockerfile.last("HEALTHCHECK").getFirst();

        assertThat(check)
                .contains("--interval=", "--timeout=", "--start-period=", "--retries=")
                .as("engines that are still about refuse to build it")
                .doesNotContain("--start-interval");
        assertThat(words(check.substring(check.indexOf("CMD ") + 4)))
                .startsWith("/opt/toolgram/runtime/bin/java")
                .endsWith("health");
    }

    @Test
    void whatIsCopiedIntoTheImageHasAnOwner() {
        assertThat(dockerfile.last("COPY"))
                .hasSize(2)
                .allSatisfy(copy -> assertThat(copy).contains("--from=build").containsPattern("--chown=\\d+:\\d+ "));
    }

    /** The ignore file is an allow list: other paths cannot be copied. */
    @Test
    void whatIsCopiedFromTheRepositoryIsThereAndNotIgnored() throws IOException {
        List<String> letIn = Files.readAllLines(DOCKER.resolve("Dockerfile.dockerignore"));
        List<String> sources = dockerfile.all("COPY").stream()
                .filter(copy -> !copy.contains("--from="))
                .map(copy -> copy.split("\\s+"))
                .flatMap(words -> Arrays.stream(words, 0, words.length - 1))
                .toList();

        assertThat(sources).contains("pom.xml", "docker").allSatisfy(source -> {
            assertThat(Place.repository().resolve(source)).exists();
            assertThat(letIn).contains("!" + source.split("/")[0]);
        });
        // Maven reads the POMs of all modules, including those that it does not build.
        assertThat(POM_MODULE
                        .matcher(Files.readString(Place.repository().resolve("pom.xml")))
                        .results())
                .isNotEmpty()
                .allSatisfy(module ->
                        assertThat(sources).anyMatch(source -> (module.group(1) + "/pom.xml").startsWith(source)));
    }

    @Test
    void imageSaysWhatItIs() {
        String labels = String.join(" ", dockerfile.last("LABEL"));

        for (String name : List.of("title", "description", "licenses", "version", "revision", "created", "base.name")) {
            assertThat(labels).contains("org.opencontainers.image." + name + "=");
        }
    }

    @Test
    void volumesAreThoseThatAreMade() throws IOException {
        assertThat(words(dockerfile.last("VOLUME").getFirst())).containsExactly("/data", "/plugins");
        assertThat(Files.readString(DOCKER.resolve("assemble"))).contains("volumes/data", "volumes/plugins");
        assertThat(dockerfile.last("EXPOSE")).containsExactly("8080");
        assertThat(dockerfile.all("WORKDIR"))
                .allSatisfy(folder -> assertThat(folder).startsWith("/"));
    }

    @Test
    void noSecretIsBuiltIn() throws IOException {
        assertThat(dockerfile.all().stream()
                        .filter(instruction -> List.of("ARG", "ENV", "LABEL").contains(instruction.word()))
                        .map(Instruction::rest))
                .noneMatch(rest -> rest.matches("(?i).*(secret|token|password|session|auth_key|api_hash|api_id).*"));
        List<String> context = Files.readAllLines(DOCKER.resolve("Dockerfile.dockerignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        // Excludes everything except the listed paths, and settings in any case.
        assertThat(context).startsWith("*").contains("**/.env*");
        assertThat(context).noneMatch(line -> line.startsWith("!") && line.contains(".env"));
    }

    @Test
    void packagesAreInstalledWithoutExtrasAndListsAreRemoved() {
        assertThat(dockerfile.all("RUN").stream().filter(run -> run.contains("apt-get install")))
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run)
                        .contains("apt-get update", "--no-install-recommends", "--yes", "rm -rf /var/lib/apt/lists/*")
                        .doesNotContain("sudo", "apt-get upgrade"));
    }

    private static List<String> words(String json) {
        JsonNode words = Toolgram.JSON.readTree(json);
        assertThat(words.isArray()).isTrue();
        return words.valueStream().map(JsonNode::asString).toList();
    }
}
