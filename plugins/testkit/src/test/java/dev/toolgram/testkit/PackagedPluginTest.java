package dev.toolgram.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedPluginTest {

    @TempDir
    private Path target;

    private Path jar(String name, boolean plugin) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (plugin) {
            manifest.getMainAttributes().putValue("Plugin-Id", "notes");
        }
        Path jar = target.resolve(name);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    @Test
    void theOnlyJarWithPluginIdIsFound() throws IOException {
        Path plugin = jar("notes-1.0.0.jar", true);
        jar("notes-1.0.0-sources.jar", false);
        jar("original-notes-1.0.0.jar", true); // maven-shade-plugin
        Files.writeString(target.resolve("notes.txt"), "");

        assertThat(PackagedPlugin.find(target)).isEqualTo(plugin);
    }

    @Test
    void noneAndSeveralAreReportedWithRemedy() throws IOException {
        assertThatThrownBy(() -> PackagedPlugin.find(target.resolve("missing")))
                .isInstanceOf(HostStartException.class)
                .hasMessageContaining("package the plugin first");

        jar("notes-1.0.0.jar", true);
        jar("notes-1.0.1.jar", true);
        assertThatThrownBy(() -> PackagedPlugin.find(target))
                .hasMessageContaining("[notes-1.0.0.jar, notes-1.0.1.jar]: run 'mvn clean'");
    }
}
