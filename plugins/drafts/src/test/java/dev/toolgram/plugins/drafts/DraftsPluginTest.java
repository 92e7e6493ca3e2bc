package dev.toolgram.plugins.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DraftsPluginTest {

    /** Without the index PF4J silently finds no extensions. */
    @Test
    void extensionIndexNamesTheProvider() throws IOException {
        try (InputStream index = DraftsPlugin.class.getResourceAsStream("/META-INF/extensions.idx")) {
            assertThat(index).isNotNull();
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8)).contains(DraftsPlugin.class.getName());
        }
    }
}
