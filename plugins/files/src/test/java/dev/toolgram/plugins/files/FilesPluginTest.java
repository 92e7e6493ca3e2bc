package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.telegram.TelegramClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilesPluginTest {

    private record Settings(Map<String, String> values) implements PluginContext {
        @Override
        public String pluginId() {
            return "files";
        }

        @Override
        public TelegramClient telegram() {
            return new FakeTelegram();
        }

        @Override
        public Optional<String> setting(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public Path scratchDirectory() {
            return Path.of("scratch");
        }
    }

    /** Without the index PF4J finds nothing, and says nothing. */
    @Test
    void extensionIndexNamesTheProvider() throws IOException {
        try (InputStream index = FilesPlugin.class.getResourceAsStream("/META-INF/extensions.idx")) {
            assertThat(index).isNotNull();
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8)).contains(FilesPlugin.class.getName());
        }
    }

    @Test
    void contributesSendFile() {
        assertThat(new FilesPlugin().tools(new Settings(Map.of())))
                .singleElement()
                .satisfies(tool -> {
                    assertThat(tool.definition().name()).isEqualTo("send_file");
                    assertThat(tool.definition().route()).hasToString("POST /api/files");
                });
    }

    @Test
    void startsWithBothSettings() {
        Settings settings = new Settings(Map.of("ALLOW_HTTP_FILES", "TRUE", "FILE_URL_ALLOW", "files.lan, 10.0.0.0/8"));
        assertThat(new FilesPlugin().tools(settings)).hasSize(1);
    }

    @Test
    void everyUnreadableEntryOfTheAllowListIsNamedAtTheStart() {
        Settings settings = new Settings(Map.of("FILE_URL_ALLOW", "files.lan, 10.0.0.0/99, 127.1"));
        assertThatThrownBy(() -> new FilesPlugin().tools(settings))
                .hasMessageContaining("TOOLGRAM_FILE_URL_ALLOW")
                .hasMessageContaining("10.0.0.0/99")
                .hasMessageContaining("127.1");
    }

    @Test
    void somethingElseThanTrueOrFalseIsRefusedAtTheStart() {
        Settings settings = new Settings(Map.of("ALLOW_HTTP_FILES", "perhaps"));
        assertThatThrownBy(() -> new FilesPlugin().tools(settings))
                .hasMessage("TOOLGRAM_ALLOW_HTTP_FILES must be true or false");
    }
}
