package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Active plugins keep working when an incompatible plugin is added, and return when their dependencies do. */
class PluginDependenciesIT {

    @TempDir
    private Path temporary;

    private PluginBench bench;

    @BeforeEach
    void open() {
        bench = new PluginBench(temporary);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Path file(String name) {
        return bench.folder().resolve(name);
    }

    private static JarBuilder plain(String id, String version) {
        return PluginSources.saying(id, id, version).manifest("Plugin-Version", version);
    }

    @Test
    void aNewcomerThatIsTheWrongVersionOfWhatAnotherDoesWithoutIsTheOneThatIsRefused() {
        plain("user", "1.0.0").manifest("Plugin-Dependencies", "base?@>=2.0.0").writeTo(file("user.jar"));
        bench.start();
        plain("base", "1.0.0").writeTo(file("base.jar"));
        bench.plugins().rescan();

        assertThat(bench.said("user")).isEqualTo("1.0.0");
        assertThat(bench.lines())
                .last()
                .isEqualTo("ERROR Rejected plugin base.jar: plugin 'user' depends on version >=2.0.0 of it, and this"
                        + " is 1.0.0");

        plain("base", "2.1.0").writeTo(file("base.jar"));
        bench.plugins().rescan();

        assertThat(bench.said("base")).isEqualTo("2.1.0");
        assertThat(bench.said("user")).isEqualTo("1.0.0");
    }

    @Test
    void aNewVersionThatClosesACircleIsTheOneThatIsRefused() {
        plain("a-user", "1.0.0").manifest("Plugin-Dependencies", "base").writeTo(file("a-user.jar"));
        plain("base", "1.0.0").writeTo(file("base.jar"));
        bench.start();
        plain("base", "2.0.0").manifest("Plugin-Dependencies", "a-user").writeTo(file("base.jar"));
        bench.plugins().rescan();

        assertThat(bench.said("a-user")).isEqualTo("1.0.0");
        assertThat(bench.said("base")).isEqualTo("1.0.0");
        assertThat(bench.lines())
                .last()
                .isEqualTo("ERROR Rejected plugin base.jar: it depends on itself: base, a-user, base; version 1.0.0"
                        + " of 'base' stays loaded");
    }

    @Test
    void whatCannotDoWithoutAPluginComesBackWithIt() throws IOException {
        JarBuilder base = PluginSources.saying("base", "base", "here")
                .and(
                        "base.Words",
                        "package base; public class Words { public static String say() { return \"hi\"; } }");
        base.writeTo(file("base.jar"));
        JarBuilder.plugin("user", "user.P", "package user; class Unused {}")
                .and(
                        "user.P",
                        PluginSources.provider("user", "return List.of(say(\"use\", base.Words.say()));"),
                        file("base.jar"))
                .manifest("Plugin-Dependencies", "base?") // it says that it could
                .writeTo(file("user.jar"));
        bench.start();
        assertThat(bench.said("use")).isEqualTo("hi");

        Files.delete(file("base.jar"));
        bench.plugins().rescan();
        assertThat(bench.registry().snapshot().tools()).isEmpty();
        assertThat(bench.lines("Rejected plugin user.jar: ")).hasSize(1);

        base.writeTo(file("base.jar"));
        bench.plugins().rescan();
        assertThat(bench.said("use")).isEqualTo("hi");
    }
}
