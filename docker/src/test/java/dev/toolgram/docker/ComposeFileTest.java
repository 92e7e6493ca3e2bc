package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The compose file has safe defaults. */
class ComposeFileTest {

    private static final Path FILE = Place.repository().resolve("docker/compose.yaml");

    private final JsonNode service =
            YAMLMapper.shared().readTree(FILE.toFile()).get("services").get("toolgram");

    @Test
    void keyIsRequiredAndTheMissingOneIsExplained() {
        assertThat(service.at("/environment/TOOLGRAM_AUTH_KEY").asString())
                .startsWith("${TOOLGRAM_AUTH_KEY:?")
                .contains(".env");
    }

    @Test
    void containerHasNoMoreRightsThanItNeeds() {
        assertThat(service.get("read_only").asBoolean()).isTrue();
        assertThat(service.get("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(service.get("security_opt").toString()).contains("no-new-privileges:true");
        assertThat(service.has("privileged")).isFalse();
        assertThat(service.has("user")).isFalse();
    }

    @Test
    void portIsOfThisMachineOnlyUnlessAskedFor() {
        assertThat(service.get("ports").get(0).asString()).isEqualTo("${TOOLGRAM_PUBLISH:-127.0.0.1:8080}:8080");
    }

    @Test
    void itComesBackIsWatchedAndIsLimited() {
        assertThat(service.get("restart").asString()).isEqualTo("unless-stopped");
        assertThat(service.get("healthcheck").has("interval")).isTrue();
        assertThat(service.at("/deploy/resources/limits/memory").asString()).isNotEmpty();
        assertThat(service.at("/deploy/resources/limits/pids").asInt()).isPositive();
        assertThat(service.at("/logging/options/max-size").asString()).isNotEmpty();
    }

    @Test
    void foldersAreTheImages() {
        JsonNode volumes = service.get("volumes");

        assertThat(volumes.get(0).asString()).isEqualTo("data:/data");
        assertThat(volumes.get(1).asString()).endsWith(":/plugins:ro");
        assertThat(service.at("/environment/TOOLGRAM_DATA_DIR").asString()).isEqualTo("/data");
        assertThat(service.at("/environment/TOOLGRAM_PLUGINS_DIR").asString()).isEqualTo("/plugins");
        assertThat(service.get("tmpfs").get(0).asString()).startsWith("/tmp:");
        assertThat(service.get("env_file").asString()).isEqualTo("../.env");
    }

    @Test
    void dockerReadsItAndRefusesItWithoutKey(@TempDir Path folder) throws Exception {
        assumeTrue(hasCompose(), "'docker compose' is not installed here");
        Path docker = Files.createDirectory(folder.resolve("docker"));
        Files.copy(FILE, docker.resolve("compose.yaml"));
        Files.writeString(folder.resolve(".env"), "");

        assertThat(config(docker, Map.of())).contains("TOOLGRAM_AUTH_KEY", "is missing");
        assertThat(config(docker, Map.of("TOOLGRAM_AUTH_KEY", "open-sesame")))
                .contains("read_only: true", "open-sesame");
    }

    private static boolean hasCompose() throws InterruptedException {
        try {
            return new ProcessBuilder("docker", "compose", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String config(Path folder, Map<String, String> settings) throws IOException {
        ProcessBuilder config = new ProcessBuilder("docker", "compose", "config")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        config.environment().remove("TOOLGRAM_AUTH_KEY");
        config.environment().putAll(settings);
        return new String(config.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
