package dev.toolgram.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Route;
import dev.toolgram.api.net.AllowList;
import dev.toolgram.api.telegram.TelegramClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FilesPluginTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private record Context(FilesSettings settings) implements PluginContext {
        @Override
        public String pluginId() {
            return "files";
        }

        @Override
        public TelegramClient telegram() {
            return new FakeTelegram();
        }

        @Override
        public <S extends Record> S settings(Class<S> type) {
            return type.cast(settings);
        }

        @Override
        public Path scratchDirectory() {
            return Path.of("scratch");
        }
    }

    /** Without the index PF4J silently finds no extensions. */
    @Test
    void extensionIndexNamesTheProvider() throws IOException {
        try (InputStream index = FilesPlugin.class.getResourceAsStream("/META-INF/extensions.idx")) {
            assertThat(index).isNotNull();
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8)).contains(FilesPlugin.class.getName());
        }
    }

    @Test
    void contributesSendFile() {
        assertThat(new FilesPlugin().tools(new Context(new FilesSettings(false, null, TEN_MINUTES))))
                .filteredOn(tool -> tool.definition().name().equals("send_file"))
                .singleElement()
                .satisfies(tool -> {
                    assertThat(tool.definition().route()).hasToString("POST /api/files");
                    assertThat(tool.definition().aliases())
                            .containsExactly(Route.post("/api/messages").when("file_url"));
                });
    }

    @Test
    void declaresItsSettings() {
        FilesPlugin plugin = new FilesPlugin();
        AllowList allowed = AllowList.valueOf("files.lan, 10.0.0.0/8");

        assertThat(plugin.settings()).containsExactly(FilesSettings.class);
        assertThat(plugin.tools(new Context(new FilesSettings(true, allowed, TEN_MINUTES))))
                .isNotEmpty();
    }

    @Test
    void allInvalidEntriesOfAllowListAreReported() {
        assertThatThrownBy(() -> AllowList.valueOf("files.lan, 10.0.0.0/99, 127.1"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/99")
                .hasMessageContaining("127.1");
    }
}
