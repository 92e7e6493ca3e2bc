package dev.toolgram.docker;

import com.github.dockerjava.api.model.Capability;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Runs the image in a container engine, with the hardening options of the compose file. */
final class ContainerPlace {

    static final String KEY = UUID.randomUUID().toString();

    private static final int PORT = 8080;

    private ContainerPlace() {}

    static boolean hasEngine() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static Toolgram start() throws Exception {
        if (!hasEngine()) {
            throw new TestAbortedException("no container engine answers on this machine ('docker info' fails)");
        }
        return new Toolgram(run("demo", Map.of("TOOLGRAM_AUTH_KEY", KEY)), KEY, "me", "harbour_news", Duration.ZERO);
    }

    static URI run(String word, Map<String, String> settings) throws Exception {
        GenericContainer<?> container = container(word, settings);
        return URI.create("http://%s:%d".formatted(container.getHost(), container.getMappedPort(PORT)));
    }

    /** Runs a toolgram command until it is closed or this process exits; Testcontainers then removes the container. */
    static GenericContainer<?> container(String word, Map<String, String> settings) throws Exception {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image()));
        container
                .withCommand(word)
                .withEnv("TOOLGRAM_THROTTLE_ENABLED", "false")
                .withEnv(settings)
                .withExposedPorts(PORT)
                .withTmpFs(Map.of("/tmp", "size=256m"))
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL)
                        .withMemory(768L * 1024 * 1024)
                        .withSecurityOpts(List.of("no-new-privileges")))
                .waitingFor(Wait.forHttp("/readyz").withStartupTimeout(Duration.ofMinutes(3)))
                .start();
        return container;
    }

    /** The image in {@code TOOLGRAM_IMAGE}, or one built from this code. */
    private static String image() throws Exception {
        String named = System.getenv("TOOLGRAM_IMAGE");
        if (named != null && !named.isBlank()) {
            return named;
        }
        String image = "toolgram:test";
        ProcessBuilder build = new ProcessBuilder(
                        "docker", "build", "--quiet", "--file", "docker/Dockerfile", "--tag", image, ".")
                .directory(Place.repository().toFile())
                .redirectErrorStream(true);
        if (Scripts.run(build) != 0) {
            throw new IllegalStateException("The image cannot be built; 'make image' says why");
        }
        return image;
    }
}
