package dev.toolgram.testkit;

import dev.toolgram.api.Effect;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolProvider;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** A plugin for the tests of the kit. */
@Extension
public final class TestPlugin implements ToolProvider {

    /** The path of the jar, as annotations need it. */
    static final String JAR = "target/test-plugin/test-plugin.jar";

    @Override
    public List<Tool<?, ?>> tools(PluginContext context) {
        return List.of(new Counts(), new Wrong(), new Crashes());
    }

    record Input(@Min(1) int count) {}

    record Output(String text, int count) {}

    private static ToolDefinition<Input, Output> define(String name) {
        return ToolDefinition.named(name)
                .title(name)
                .description(name)
                .input(Input.class)
                .output(Output.class)
                .effect(Effect.READ)
                .build();
    }

    static final class Counts implements Tool<Input, Output> {
        @Override
        public ToolDefinition<Input, Output> definition() {
            return define("counts");
        }

        @Override
        public Output call(Input input, ToolContext context) {
            return new Output("counted", input.count());
        }
    }

    static final class Wrong implements Tool<Input, Output> {
        @Override
        public ToolDefinition<Input, Output> definition() {
            return define("wrong");
        }

        @Override
        @SuppressWarnings("NullAway") // the mistake that the kit has to find
        public Output call(Input input, ToolContext context) {
            return new Output(null, input.count());
        }
    }

    static final class Crashes implements Tool<Input, Output> {
        @Override
        public ToolDefinition<Input, Output> definition() {
            return define("crashes");
        }

        @Override
        public Output call(Input input, ToolContext context) {
            throw new UnsupportedOperationException("the bug of a plugin");
        }
    }

    /** Packages these classes as a plugin. */
    static void writeJar() throws IOException {
        Path jar = Path.of(JAR);
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Plugin-Id", "test-plugin");
        attributes.putValue("Plugin-Version", "1.0.0");
        attributes.putValue("Toolgram-Effects", "READ");
        Path classes = Path.of(TestPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(path -> path.getFileName().toString().startsWith("TestPlugin"))
                    .toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                out.write(Files.readAllBytes(path));
            }
            out.putNextEntry(new JarEntry("META-INF/extensions.idx"));
            out.write(TestPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }
}
