package dev.toolgram.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the distribution that tests run. */
final class Distribution {

    /** The folder to which the tutorial's POM unpacks it. */
    private static final Path UNPACKED = Path.of("target", "toolgram");

    private Distribution() {}

    /** The folder in {@code toolgram.home}, {@code TOOLGRAM_HOME}, or the one unpacked by the build. */
    static Path find() {
        return find(System.getProperty("toolgram.home"), System.getenv("TOOLGRAM_HOME"), UNPACKED);
    }

    static Path find(@Nullable String property, @Nullable String variable, Path unpacked) {
        String named = Stream.of(property == null ? "" : property, variable == null ? "" : variable)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
        Path home = (named.isEmpty() ? unpacked : Path.of(named)).toAbsolutePath();
        if (Files.isRegularFile(launcher(home))) {
            return home;
        }
        throw new HostStartException(
                named.isEmpty()
                        ? "No Toolgram in %s: unpack dev.toolgram:toolgram:zip:distribution there in the build,"
                                        .formatted(home)
                                + " before the tests run, or set TOOLGRAM_HOME to its folder"
                        : "No Toolgram in %s, the value of TOOLGRAM_HOME or -Dtoolgram.home: bin/toolgram is missing"
                                .formatted(home));
    }

    static Path launcher(Path home) {
        return home.resolve("bin").resolve("toolgram");
    }
}
