package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.host.cli.PluginList;
import dev.toolgram.host.table.BundledTools;
import dev.toolgram.host.telegram.codec.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bundled plugins declare exactly what they use, and are what the build made. */
class BundledPluginsIT {

    @TempDir
    private Path folder;

    static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(SandboxHost.DISTRIBUTION.resolve("plugins"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void manifestDeclaresTheFunctionsOfThePluginAndNoOthers(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            // With the API beside it, or the interface of a record would be unknown.
            JavaClasses classes = new ClassFileImporter().importJars(jar, new JarFile("../api/target/" + apiJar()));
            TreeSet<String> used = new TreeSet<>();
            for (JavaClass type : classes) {
                if (type.isRecord() && type.isAssignableTo(TdFunction.class)) {
                    String name = type.getSimpleName();
                    used.add(Character.toLowerCase(name.charAt(0)) + name.substring(1));
                }
                for (Dependency each : type.getDirectDependenciesFromSelf()) {
                    JavaClass generated = each.getTargetClass();
                    if (generated.getPackageName().equals("dev.toolgram.tdlib")
                            && TdFunction.class.isAssignableFrom(generated.reflect())) {
                        used.add(RecordWriter.typeName(generated.reflect()));
                    }
                }
            }
            assertThat(words(jar, "Toolgram-Functions")).isEqualTo(used);
        }
    }

    /** Without their pins they are checked as those of third parties are; the host relies on this for its own. */
    @Test
    void recordsAreAsTdlibsSchemaHasThemAndNoPermissionIsMissing() throws IOException {
        try (PluginBench bench = new PluginBench(folder)) {
            for (Path jar : jars()) {
                Files.copy(jar, bench.folder().resolve(jar.getFileName()));
            }
            bench.start();
            assertThat(bench.lines()).hasSameSizeAs(jars()).allMatch(line -> line.startsWith("INFO Loaded plugin "));
        }
    }

    @Test
    void manifestDeclaresTheEffectsOfTheToolsAndNoOthers() throws Exception {
        PluginList list = bundled();

        assertThat(list.plugins()).extracting(PluginList.Plugin::id).contains("chats", "files", "messages", "sandbox");
        assertThat(list.plugins()).allSatisfy(plugin -> {
            assertThat(plugin.refused()).isNull();
            assertThat(plugin.pinned()).isTrue();
            assertThat(plugin.effects())
                    .containsExactlyInAnyOrderElementsOf(new TreeSet<>(
                            plugin.tools().stream().map(PluginList.Tool::effect).toList()));
        });
    }

    /** The budgets are those of the original gateway. */
    @Test
    void toolsDeclareTheirCostAndWhatTheyDoWithChats() throws Exception {
        List<String> tools = bundled().plugins().stream()
                .filter(plugin -> !"sandbox".equals(plugin.id()))
                .flatMap(plugin -> plugin.tools().stream()
                        .map(tool -> plugin.id() + " " + tool.name() + " " + tool.cost()
                                + tool.chats().stream()
                                        .map(chat -> " " + chat.field() + " " + chat.access())
                                        .collect(Collectors.joining())))
                .toList();

        assertThat(tools)
                .containsExactlyInAnyOrderElementsOf(BundledTools.ALL.stream()
                        .map(row -> row.plugin() + " " + row.tool() + " " + row.costAndChats())
                        .toList());
    }

    @Test
    void toolsOfTheSandboxCostNothing() throws Exception {
        assertThat(bundled().plugins().stream()
                        .flatMap(plugin -> plugin.tools().stream())
                        .filter(tool -> tool.name().startsWith("sandbox_")))
                .isNotEmpty()
                .allMatch(tool -> tool.cost().equals("NONE") && tool.chats().isEmpty());
    }

    private PluginList bundled() throws Exception {
        Map<String, String> environment = new HashMap<>(
                Map.of("TOOLGRAM_DOWNLOAD_DIR", folder.toString(), "TOOLGRAM_PLUGIN_SANDBOX_CONTROL", "true"));
        return PluginList.read(Installation.at(SandboxHost.DISTRIBUTION), environment);
    }

    private static String apiJar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../api/target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("toolgram-api-[^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static TreeSet<String> words(JarFile jar, String attribute) throws IOException {
        String value = jar.getManifest().getMainAttributes().getValue(attribute);
        return new TreeSet<>(Stream.of(value.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList());
    }
}
