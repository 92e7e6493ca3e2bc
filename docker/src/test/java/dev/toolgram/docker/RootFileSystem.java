package dev.toolgram.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** The image's root file system, built and run without an engine. Built once per run. */
final class RootFileSystem {

    private static final int UNAVAILABLE = 3;
    private static final int NONROOT = 65_532;

    private static @Nullable RootFileSystem made;

    private final Path root;

    private RootFileSystem(Path root) {
        this.root = root;
    }

    /** Whether this is root on Debian with permission to create namespaces. */
    static boolean isPossible() {
        try {
            return "root".equals(System.getProperty("user.name"))
                    && Files.exists(Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"))
                    && new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "true")
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @throws TestAbortedException if it cannot be built */
    static synchronized RootFileSystem make() throws IOException, InterruptedException {
        RootFileSystem system = made == null ? makeIt() : made;
        made = system;
        return system;
    }

    private static RootFileSystem makeIt() throws IOException, InterruptedException {
        if (!isPossible()) {
            throw new TestAbortedException("only root on Debian can run the image's root file system");
        }
        Path repository = Place.repository();
        Path target = repository.resolve("docker/target/image");
        ProcessBuilder script = new ProcessBuilder(
                        repository.resolve("docker/rootfs").toString(),
                        repository.resolve("docker/target/toolgram").toString(),
                        target.toString())
                .redirectErrorStream(true);
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int code = Scripts.run(script);
        if (code == UNAVAILABLE) {
            throw new TestAbortedException("the packages of the image's base cannot be fetched here");
        }
        if (code != 0) {
            throw new IllegalStateException("docker/rootfs failed with exit code " + code);
        }
        return new RootFileSystem(target.resolve("root"));
    }

    Path root() {
        return root;
    }

    /** Starts a toolgram command in it, with the {@code data} and {@code plugins} subdirectories of a folder as volumes. */
    Started start(Path folder, Map<String, String> settings, String... words) throws IOException {
        Path data = folder.resolve("data");
        if (Files.notExists(data)) {
            Files.createDirectories(data);
            Files.setAttribute(data, "unix:uid", NONROOT);
            Files.setAttribute(data, "unix:gid", NONROOT);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        List<String> command = new ArrayList<>(List.of(
                Place.repository().resolve("docker/contained").toString(),
                root.toString(),
                data.toString(),
                plugins.toString()));
        command.addAll(List.of(words));
        return new Started(command, settings, folder.resolve("err"));
    }
}
