package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;

/** Tests the image in a container engine, if one is available. */
class ContainerIT {

    @BeforeEach
    void needsAnEngine() {
        assumeTrue(ContainerPlace.hasEngine(), "no container engine answers on this machine");
    }

    @Test
    void healthCheckOfTheImagePassesAndASignalEndsItWithZero() throws Exception {
        try (GenericContainer<?> demo = ContainerPlace.container("demo", Map.of())) {
            ExecResult check = demo.execInContainer(healthCheck());
            assertThat(check.getStdout()).contains("\"authorized\":true");
            assertThat(check.getExitCode()).isZero();

            var client = demo.getDockerClient();
            client.stopContainerCmd(demo.getContainerId()).withTimeout(30).exec();
            var state = client.inspectContainerCmd(demo.getContainerId()).exec().getState();
            assertThat(Objects.requireNonNull(state.getExitCodeLong())).isZero();
        }
    }

    private static String[] healthCheck() throws Exception {
        String check = new Dockerfile(Place.repository().resolve("docker/Dockerfile"))
                .last("HEALTHCHECK")
                .getFirst();
        List<String> words = Toolgram.JSON
                .readTree(check.substring(check.indexOf("CMD ") + 4))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        return words.toArray(String[]::new);
    }
}
