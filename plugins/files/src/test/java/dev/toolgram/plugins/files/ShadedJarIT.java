package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Checks the packaged jar that the host loads. */
class ShadedJarIT {

    @Test
    void jarContainsHttpClientButNoSharedPackages() throws IOException, URISyntaxException {
        Path path = Path.of(FilesPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile jar = new JarFile(path.toFile())) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();
            assertThat(jar.getManifest().getMainAttributes().getValue("Plugin-Id"))
                    .isEqualTo("files");
            assertThat(names)
                    .contains(
                            "META-INF/extensions.idx",
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "org/apache/hc/client5/http/impl/classic/HttpClients.class",
                            "org/apache/hc/core5/http/HttpHost.class");
            assertThat(names)
                    .noneMatch(name -> name.startsWith("dev/toolgram/api/")
                            || name.startsWith("org/slf4j/")
                            || name.startsWith("tools/jackson/")
                            || name.startsWith("com/fasterxml/")
                            || name.startsWith("jakarta/")
                            || name.startsWith("org/jspecify/")
                            || name.startsWith("org/pf4j/"));
        }
    }
}
