package dev.toolgram.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the host is installed that tests run. */
final class Distribution {

    /** Where the tutorial's POM unpacks it. */
    private static final Path UNPACKED = Path.of("target", "toolgram");

    private Distribution() {}

    /** {@code toolgram.home}, {@code TOOLGRAM_HOME}, or what the build unpacked. */
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
                        ? "There is no Toolgram in %s: let the build unpack dev.toolgram:toolgram:zip:distribution there"
                                        .formatted(home)
                                + " before the tests run, or name its folder in TOOLGRAM_HOME"
                        : "There is no Toolgram in %s, which TOOLGRAM_HOME or -Dtoolgram.home names: bin/toolgram is missing"
                                .formatted(home));
    }

    static Path launcher(Path home) {
        return home.resolve("bin").resolve("toolgram");
    }
}
