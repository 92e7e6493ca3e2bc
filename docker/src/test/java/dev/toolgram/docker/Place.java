package dev.toolgram.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * An environment in which the black-box tests run. It is started on first use, once per run; if it
 * is unavailable, the reason is printed and its tests are skipped.
 */
final class Place {

    private static final boolean LIVE = Boolean.getBoolean("toolgram.live");
    private static final List<Place> ALL = LIVE
            ? List.of(new Place("the real Telegram", LivePlace::start))
            : List.of(
                    new Place("the container", ContainerPlace::start),
                    RootFileSystem.isPossible()
                            ? new Place("the root file system", RootFileSystemPlace::start)
                            : new Place("the distribution", DistributionPlace::start));

    private final String name;
    private final Starter starter;
    private @Nullable Toolgram running;
    private @Nullable RuntimeException failure;

    private Place(String name, Starter starter) {
        this.name = name;
        this.starter = starter;
    }

    /** Starts an instance that runs until the test process exits. */
    @FunctionalInterface
    interface Starter {
        /** @throws TestAbortedException if it is unavailable, with the reason */
        Toolgram start() throws Exception;
    }

    /** The real Telegram in {@code make test-live}, otherwise all other environments. */
    static List<Place> all() {
        return ALL;
    }

    /** The root of the repository. */
    static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docker/Dockerfile"))
                ? here
                : here.resolve("..").normalize();
    }

    synchronized Toolgram toolgram() {
        if (failure != null) {
            throw failure;
        }
        Toolgram toolgram = running == null ? start() : running;
        running = toolgram;
        return toolgram;
    }

    private Toolgram start() {
        try {
            return starter.start();
        } catch (TestAbortedException e) {
            System.out.println("SKIPPED: the tests of " + name + ": " + e.getMessage());
            failure = e;
            throw e;
        } catch (Exception e) {
            failure = new IllegalStateException("There is no Toolgram in " + name, e);
            throw failure;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
