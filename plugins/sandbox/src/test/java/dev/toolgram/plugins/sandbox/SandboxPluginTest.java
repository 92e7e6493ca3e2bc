package dev.toolgram.plugins.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.plugins.sandbox.control.SandboxTools;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxPluginTest {
    private record Context(boolean control) implements PluginContext {
        @Override
        public String pluginId() {
            return "sandbox";
        }

        @Override
        public TelegramClient telegram() {
            throw new UnsupportedOperationException("The sandbox uses no Telegram");
        }

        @Override
        public <S extends Record> S settings(Class<S> type) {
            return type.cast(new SandboxSettings(control, 0, null));
        }

        @Override
        public Path scratchDirectory() {
            throw new UnsupportedOperationException("The sandbox writes no files");
        }
    }

    @Test
    void extensionsAreIndexed() throws IOException {
        // Of all class path entries, because PF4J's processor writes an empty index for the tests, too.
        StringBuilder index = new StringBuilder();
        for (URL url : Collections.list(getClass().getClassLoader().getResources("META-INF/extensions.idx"))) {
            try (InputStream in = url.openStream()) {
                index.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }

        assertThat(index.toString()).contains(SandboxNetwork.class.getName(), SandboxTools.class.getName());
    }

    @Test
    void toolsAreThereOnlyWhenAskedFor() {
        SandboxTools tools = new SandboxTools();

        assertThat(tools.tools(new Context(false))).isEmpty();
        assertThat(tools.tools(new Context(true))).isNotEmpty();
    }

    @Test
    void toolsSteerTheNetworkThatIsOpen(@TempDir Path directory) {
        List<Tool<?, ?>> tools = new SandboxTools().tools(new Context(true));
        Tool<?, ?> acceptQr = tools.stream()
                .filter(tool -> tool.definition().name().equals("sandbox_accept_qr"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> call(acceptQr))
                .isInstanceOf(ToolException.class)
                .hasMessage("No sandbox runs: start with TOOLGRAM_TELEGRAM=sandbox");

        try (TelegramNetwork.Connection open = new SandboxNetwork().open(directory)) {
            assertThat(open.login()).isEqualTo(new TelegramNetwork.Login("+15550001", "12345", null));
            assertThat(open.proxy().getAddress().isLoopbackAddress()).isTrue();
            assertThat(open.serverKey().getModulus().bitLength()).isEqualTo(2048);
            assertThat(call(acceptQr)).hasToString("Accepted[accepted=0]");
        }
    }

    /** Calls a tool that takes nothing. */
    private static <I extends Record, O> Object call(Tool<I, O> tool) {
        try {
            var constructor = tool.definition().inputType().getDeclaredConstructor();
            constructor.setAccessible(true);
            return Objects.requireNonNull(tool.call(constructor.newInstance(), new AnyCall()));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private record AnyCall() implements ToolContext {
        @Override
        public String requestId() {
            return "test";
        }

        @Override
        public Caller caller() {
            return Caller.REST;
        }

        @Override
        public Instant deadline() {
            return Instant.MAX;
        }
    }

    @Test
    void namesSayWhereTheToolsBelong() {
        List<Tool<?, ?>> tools = new SandboxTools().tools(new Context(true));
        Set<String> names = new HashSet<>();
        tools.forEach(tool -> names.add(tool.definition().name()));

        assertThat(names).hasSameSizeAs(tools).allMatch(name -> name.startsWith("sandbox_"));
    }
}
