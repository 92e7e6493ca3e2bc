package dev.toolgram.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The machine of a plugin author after {@code make install}: a separate home, where Maven finds this build's artifacts
 * and, offline, its dependencies. The home of the user who runs the build is not touched.
 */
final class AuthorMachine {

    private static final Path ROOT = Path.of(System.getProperty("outer.root"));
    private static final String VERSION = System.getProperty("outer.version");

    private static final Path OUTER_REPOSITORY = Path.of(System.getProperty("outer.maven.repository"));

    /** Uses the build's repository for everything; it has no checksums for some artifacts. */
    private static final String SETTINGS = """
            <settings>
              <interactiveMode>false</interactiveMode>
              <mirrors>
                <mirror><id>build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
              </mirrors>
              <profiles><profile>
                <id>build</id>
                <repositories><repository>
                  <id>central</id><url>file:///</url>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                  <snapshots><enabled>false</enabled></snapshots>
                </repository></repositories>
                <pluginRepositories><pluginRepository>
                  <id>central</id><url>file:///</url>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                  <snapshots><enabled>false</enabled></snapshots>
                </pluginRepository></pluginRepositories>
              </profile></profiles>
              <activeProfiles><activeProfile>build</activeProfile></activeProfiles>
            </settings>
            """;

    private final Path home;

    AuthorMachine(Path home) throws IOException {
        this.home = home.toAbsolutePath();
        Path settings = this.home.resolve(".m2").resolve("settings.xml");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, SETTINGS.formatted(OUTER_REPOSITORY.toUri()));
        install(ROOT.resolve("pom.xml"), "toolgram-parent", ".pom");
        install(ROOT.resolve("api/pom.xml"), "toolgram-api", ".pom");
        install(ROOT.resolve("api/target/toolgram-api-%s.jar".formatted(VERSION)), "toolgram-api", ".jar");
        install(ROOT.resolve("api/tdlib/pom.xml"), "toolgram-tdlib", ".pom");
        install(ROOT.resolve("api/tdlib/target/toolgram-tdlib-%s.jar".formatted(VERSION)), "toolgram-tdlib", ".jar");
        install(ROOT.resolve("plugins/testkit/pom.xml"), "toolgram-testkit", ".pom");
        install(Path.of("target/toolgram-testkit-%s.jar".formatted(VERSION)), "toolgram-testkit", ".jar");
        install(ROOT.resolve("plugins/archetype/pom.xml"), "toolgram-plugin-archetype", ".pom");
        install(
                ROOT.resolve("plugins/archetype/target/toolgram-plugin-archetype-%s.jar".formatted(VERSION)),
                "toolgram-plugin-archetype",
                ".jar");
        install(ROOT.resolve("docker/pom.xml"), "toolgram", ".pom");
        install(
                ROOT.resolve("docker/target/toolgram-%s-distribution.zip".formatted(VERSION)),
                "toolgram",
                "-distribution.zip");
    }

    private void install(Path file, String artifact, String suffix) throws IOException {
        Path folder =
                home.resolve(".m2/repository/dev/toolgram").resolve(artifact).resolve(VERSION);
        Files.createDirectories(folder);
        Files.copy(
                file,
                folder.resolve(artifact + "-" + VERSION + suffix),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Prepares a shell command. */
    ProcessBuilder type(Path folder, String command) {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> variables = shell.environment();
        variables.keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("MAVEN_"));
        variables.put("PATH", Path.of(System.getProperty("outer.maven.home"), "bin") + ":" + System.getenv("PATH"));
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put(
                "MAVEN_OPTS",
                "-Duser.home=" + home
                        + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.transfer=warn");
        return shell;
    }

    /** Runs a shell command and returns its output. */
    String run(Path folder, String command) throws IOException, InterruptedException {
        Process process = type(folder, command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("'%s' failed:\n%s".formatted(command, output));
        }
        return output;
    }
}
