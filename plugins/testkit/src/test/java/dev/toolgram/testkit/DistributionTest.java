package dev.toolgram.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {

    @TempDir
    private Path folder;

    @Test
    void propertyOverridesVariableAndVariableOverridesBuild() throws IOException {
        Path property = install("property");
        Path variable = install("variable");
        Path unpacked = install("unpacked");

        assertThat(Distribution.find(property.toString(), variable.toString(), unpacked))
                .isEqualTo(property);
        assertThat(Distribution.find(" ", variable.toString(), unpacked)).isEqualTo(variable);
        assertThat(Distribution.find(null, null, unpacked)).isEqualTo(unpacked);
    }

    @Test
    void missingDistributionIsReportedWithRemedy() {
        assertThatThrownBy(() -> Distribution.find(null, null, folder))
                .isInstanceOf(HostStartException.class)
                .hasMessage("No Toolgram in %s: unpack dev.toolgram:toolgram:zip:distribution".formatted(folder)
                        + " there in the build, before the tests run, or set TOOLGRAM_HOME to its folder");
        assertThatThrownBy(() -> Distribution.find(folder.toString(), null, folder))
                .hasMessageContaining("bin/toolgram is missing");
    }

    private Path install(String name) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(Distribution.launcher(home));
        return home;
    }
}
