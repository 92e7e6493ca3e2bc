package dev.toolgram.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the tutorial in plugins/README.md step by step, and builds the example. */
class TutorialIT {

    private static final Path PLUGINS = Path.of(System.getProperty("outer.root"), "plugins");
    private static final Path EXAMPLE = PLUGINS.resolve("example");
    private static final Path TEMPLATE = PLUGINS.resolve("archetype/src/main/resources/archetype-resources");
    // Offline, the newest version of Maven's plugin is not known.
    private static final String GENERATE = "org.apache.maven.plugins:maven-archetype-plugin:%s:generate"
            .formatted(System.getProperty("archetype.plugin.version"));

    private static AuthorMachine machine;
    private static Tutorial tutorial;

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() throws IOException {
        machine = new AuthorMachine(Path.of("target", "author"));
        tutorial = Tutorial.read(PLUGINS.resolve("README.md"));
    }

    @Test
    void oneCommandProducesTestedJar() throws Exception {
        assertThat(tutorial.commands()).hasSize(4);
        assertThat(tutorial.commands().getFirst()).isEqualTo("make install");
        String command = tutorial.commands().get(1);
        assertThat(command).startsWith("mvn archetype:generate ");

        assertThat(machine.run(folder, command.replace("archetype:generate", GENERATE)))
                .contains("WaitingChatsTest", "WaitingChatsIT", "BUILD SUCCESS")
                .doesNotContain("Tests run: 0");

        Path project = folder.resolve("waiting-chats");
        assertThat(project.resolve("target/waiting-chats-1.0.0.jar")).exists();
        assertThat(answerOfTheDemo(
                        project, tutorial.commands().get(2), tutorial.commands().get(3)))
                .isEqualTo(tutorial.output());
    }

    @Test
    @Tag("soak")
    void exampleBuildsWithStandalonePom() throws Exception {
        for (Path file : files(EXAMPLE)) {
            Path target = folder.resolve(EXAMPLE.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }

        assertThat(machine.run(folder, "mvn verify")).contains("ArchiveIT", "ExportChatTest", "BUILD SUCCESS");
    }

    @Test
    void excerptsMatchGeneratedProjectAndExample() throws IOException {
        String sources = Stream.concat(files(TEMPLATE).stream(), files(EXAMPLE).stream())
                .map(TutorialIT::read)
                .collect(Collectors.joining("\n"));

        assertThat(tutorial.excerpts())
                .hasSizeGreaterThan(9)
                .allSatisfy(excerpt -> assertThat(stripped(sources)).contains(stripped(excerpt)));
    }

    @Test
    void authorPomIsShortAndHasThisVersion() throws IOException {
        String version = System.getProperty("outer.version");
        assertThat(read(TEMPLATE.resolve("pom.xml")).replace("@project.version@", version))
                .contains("<toolgram.version>%s<".formatted(version))
                .hasLineCount(55);
        assertThat(read(EXAMPLE.resolve("pom.xml"))).contains("<toolgram.version>%s<".formatted(version));
        assertThat(tutorial.commands().get(1)).contains("-DarchetypeVersion=" + version + " ");
    }

    /** Uses a free port: 8080 may be in use. */
    private String answerOfTheDemo(Path project, String demo, String curl) throws IOException, InterruptedException {
        ProcessBuilder command = machine.type(project, "exec env " + demo);
        command.environment().put("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0");
        command.environment().put("TOOLGRAM_DATA_DIR", folder.resolve("data").toString());
        command.environment()
                .put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
        Process host = command.start();
        try (BufferedReader out = host.inputReader()) {
            String ready = out.readLine();
            if (!ready.startsWith("Toolgram is ready: http://127.0.0.1:")) {
                throw new AssertionError(ready + "\n" + out.lines().collect(java.util.stream.Collectors.joining("\n")));
            }
            return machine.run(folder, curl.replace("http://127.0.0.1:8080", ready.split(" ")[3]))
                    .strip();
        } finally {
            host.destroy();
            host.waitFor();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("target")))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String stripped(String source) {
        return source.lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
