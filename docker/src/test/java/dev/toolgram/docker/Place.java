package dev.toolgram.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Where a Toolgram runs that the four groups are tried on. It is started when first asked for, once in a run; where it
 * cannot be had, one line says why, and its tests are skipped.
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

    /** Starts one that runs until the tests' process ends. */
    @FunctionalInterface
    interface Starter {
        /** @throws TestAbortedException where it cannot be had, saying why */
        Toolgram start() throws Exception;
    }

    /** All of them; with {@code make test-live} the real Telegram, and else everything but that. */
    static List<Place> all() {
        return ALL;
    }

    /** The repository's root. */
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
