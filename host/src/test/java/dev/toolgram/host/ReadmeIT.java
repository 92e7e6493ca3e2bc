package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every command of the README is run, here or by CI, and every link leads somewhere. */
@ExtendWith(SharedSandbox.class)
class ReadmeIT {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");
    private static final Pattern SECTION = Pattern.compile("]\\(#([^)]+)\\)");
    private static final String ADDRESS = "http://127.0.0.1:8080";

    /** The commands that CI runs: this test is part of the first. */
    private static final Set<String> RUN_BY_CI = Set.of("make test", "make build", "make demo", "make login");

    @ParameterizedTest
    @MethodSource("requests")
    void requestOfTheReadmeIsAnswered(String command, SandboxHost host) throws Exception {
        String here = host.uri("/").toString().replaceAll("/$", "");
        Process shell = new ProcessBuilder(
                        "sh", "-c", command.replace(ADDRESS, here).replace("curl -s", "curl -sS -f"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        shell.getOutputStream().close();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).as(answer).isZero();
        JsonNode json = SandboxHost.JSON.readTree(answer);
        assertThat(json.has("result") || json.has("openapi")).as(answer).isTrue();
        assertThat(json.at("/result/isError").asBoolean(false)).as(answer).isFalse();
        assertThat(json.get("result") == null || !json.get("result").isEmpty())
                .as(answer)
                .isTrue();
    }

    @Test
    void everyOtherCommandIsRunByCi() throws IOException {
        String ci = Files.readString(ROOT.resolve(".ci/run"));

        assertThat(commands().filter(command -> !command.startsWith("curl ")))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(RUN_BY_CI).contains(command))
                .allSatisfy(command -> assertThat(ci).contains(command));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        String readme = readme();
        List<String> headings = readme.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace(' ', '-'))
                .toList();

        assertThat(LINK.matcher(readme).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
        assertThat(SECTION.matcher(readme).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(section -> assertThat(headings).contains(section));
    }

    @Test
    void everyToolIsInTheTable(SandboxHost host) throws IOException {
        String readme = readme();
        JsonNode paths = host.get("/openapi.json", java.util.Map.of()).body().get("paths");

        for (String path : paths.propertyNames()) {
            if (path.startsWith("/api/") && !path.startsWith("/api/tools/")) {
                for (String method : paths.get(path).propertyNames()) {
                    if (paths.get(path).get(method).path("deprecated").asBoolean(false)) {
                        continue; // an alias
                    }
                    String route = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
                    assertThat(readme).contains("`" + route + "`");
                }
            }
        }
    }

    static Stream<String> requests() throws IOException {
        return commands().filter(command -> command.startsWith("curl "));
    }

    private static Stream<String> commands() throws IOException {
        return BLOCK.matcher(readme())
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(String::lines);
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
