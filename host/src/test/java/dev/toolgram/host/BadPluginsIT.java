package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.tool.ToolResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to spoil a plugin: at the start of the host, and dropped in while it runs. */
class BadPluginsIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private static final Map<String, Consumer<Path>> files = new LinkedHashMap<>();

    @TempDir
    private static Path temporary;

    private static PluginBench atStart;
    private static PluginBench live;
    private static AutoCloseable watch;

    /** The names decide who comes first, where that matters. */
    private static void describe() {
        jar("a-good.jar", PluginSources.saying("good", "good", "fine"));
        jar("a-routed.jar", PluginSources.provides("routed", """
                return List.of(new Say(named("routed").route(Route.get("/api/routed")).build(), "fine"));"""));
        files.put("broken.jar", file -> write(file, "not a jar".getBytes(StandardCharsets.UTF_8)));
        files.put("empty.jar", file -> write(file, new byte[0]));
        byte[] whole = PluginSources.saying("cut", "cut", "no").toBytes();
        files.put("truncated.jar", file -> write(file, Arrays.copyOf(whole, whole.length * 6 / 10)));
        files.put("damaged.jar", file -> write(file, damaged(whole)));
        jar("no-id.jar", plain("noid").manifest("Plugin-Id", null));
        jar("odd-id.jar", plain("oddid").manifest("Plugin-Id", "../../etc"));
        jar("no-version.jar", plain("noversion").manifest("Plugin-Version", null));
        jar("later-host.jar", plain("laterhost").manifest("Plugin-Requires", "99.0.0"));
        jar("odd-host.jar", plain("oddhost").manifest("Plugin-Requires", "soon"));
        jar("no-dependency.jar", plain("nodependency").manifest("Plugin-Dependencies", "nowhere"));
        jar("old-dependency.jar", plain("olddependency").manifest("Plugin-Dependencies", "good@>=2.0.0"));
        jar("circle-a.jar", plain("circlea").manifest("Plugin-Dependencies", "circleb"));
        jar("circle-b.jar", plain("circleb").manifest("Plugin-Dependencies", "circlea"));
        jar("same-id.jar", PluginSources.saying("good", "other", "no"));
        jar("same-name.jar", PluginSources.saying("samename", "good", "no"));
        jar("twice.jar", PluginSources.provides("twice", "return List.of(say(\"x\", \"1\"), say(\"x\", \"2\"));"));
        jar("same-route.jar", PluginSources.provides("sameroute", """
                return List.of(new Say(named("rerouted").route(Route.get("/api/Routed")).build(), "no"));"""));
        jar("odd-name.jar", PluginSources.provides("oddname", "return List.of(say(\"no tool\", \"\"));"));
        jar("no-record.jar", PluginSources.provides("norecord", """
                return List.of(new Say((ToolDefinition) named("norecord").input((Class) String.class).build(), ""));"""));
        jar("no-schema.jar", PluginSources.provides("noschema", """
                record Odd(@dev.toolgram.api.schema.DefaultValue("many") int limit) {}
                return List.of(new Say((ToolDefinition) named("noschema").input(Odd.class).build(), ""));"""));
        jar("no-object.jar", PluginSources.provides("noobject", """
                return List.of(new Say((ToolDefinition) named("noobject").output(String.class).build(), ""));"""));
        jar("no-definition.jar", PluginSources.provides("nodefinition", """
                return List.of(new Say(null, ""));"""));
        jar(
                "odd-properties.jar",
                plain("oddproperties").with("plugin.properties", "plugin.id=\\u00zz".getBytes(StandardCharsets.UTF_8)));
        jar("no-index.jar", plain("noindex").without("META-INF/extensions.idx"));
        jar("blank-index.jar", index("blankindex", "# nothing"));
        jar("absent.jar", index("absent", "absent.Gone"));
        jar("stranger.jar", index("stranger", "stranger.P$Output"));
        jar("newer.jar", newer());
        jar("no-constructor.jar", JarBuilder.plugin("noconstructor", "noconstructor.P", constructor("""
                throw new IllegalStateException("nobody makes me");""")));
        jar("plugin-class.jar", plain("pluginclass").manifest("Plugin-Class", "pluginclass.Started"));
        jar("odd-version.jar", plain("oddversion").manifest("Plugin-Version", "1.0"));
        jar("odd-dependency.jar", plain("odddependency").manifest("Plugin-Dependencies", "good@new"));
        files.put("no-manifest.jar", file -> write(file, withManifest(whole, null)));
        files.put("odd-manifest.jar", file -> write(file, withManifest(whole, "Plugin-Id bad\n")));
        files.put("folder.jar", file -> plain("folder").writeTo(directory(file).resolve("inner.jar")));
        files.put("folder.zip", file -> plain("folder").writeTo(directory(file).resolve("inner.jar")));
        jar("reserved.jar", PluginSources.provides("reserved", """
                return List.of(new Say(named("spy").route(Route.post("/mcp")).build(), "no"));"""));
        jar("bad-settings.jar", JarBuilder.plugin("badsettings", "badsettings.P", settings("badsettings")));
        jar("api.jar", plain("api").with("dev/toolgram/api/Tool.class", new byte[] {1}));
        jar("throws.jar", PluginSources.provides("throwing", "throw new IllegalStateException(\"bad\\nweather\");"));
        jar("unspeakable.jar", PluginSources.provides("unspeakable", """
                throw new RuntimeException() {
                    public String getMessage() { throw new IllegalStateException("no words"); }
                };"""));
        jar("null.jar", PluginSources.provides("nothing", "return null;"));
        jar("nulls.jar", PluginSources.provides("nulls", "return Arrays.asList(say(\"n\", \"\"), null);"));
        jar("hangs.jar", PluginSources.provides("hangs", """
                try { Thread.sleep(1_000_000); } catch (InterruptedException e) { throw new RuntimeException(e); }
                return List.of();"""));
        zip("api.zip", "apizip", "lib/toolgram-api.jar", plain("any").with("dev/toolgram/api/Tool.class", new byte[1]));
        zip("broken-library.zip", "brokenlibrary", "lib/x.jar", null);
        zip("escapes.zip", "escapes", "lib/../../../escaped.jar", null);
        zip("absolute.zip", "absolute", "/escaped.jar", null);
        zip("backslash.zip", "backslash", "lib\\..\\..\\escaped.jar", null);
        files.put("link.zip", file -> {
            plain("link").writeZipTo(file, Map.of("lib/link.jar", "/etc/passwd".getBytes(StandardCharsets.UTF_8)));
            turnIntoLink(file, "lib/link.jar");
        });
    }

    private static String settings(String id) {
        return PluginSources.provider(id, "return List.of();").replace("record Input() {}", """
                        record Input() {}
                        public List<Class<? extends Record>> settings() { throw new UnsupportedOperationException("no settings"); }
                        """);
    }

    private static byte[] withManifest(byte[] jar, @Nullable String manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                boolean isManifest = entry.getName().equals("META-INF/MANIFEST.MF");
                if (!isManifest || manifest != null) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(
                            isManifest && manifest != null
                                    ? manifest.getBytes(StandardCharsets.UTF_8)
                                    : in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Path directory(Path file) {
        try {
            return Files.createDirectory(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JarBuilder plain(String id) {
        return PluginSources.saying(id, id, "no");
    }

    private static JarBuilder index(String id, String content) {
        return plain(id).with("META-INF/extensions.idx", content.getBytes(StandardCharsets.UTF_8));
    }

    private static String constructor(String body) {
        return PluginSources.provider("noconstructor", "return List.of();")
                .replace("record Input() {}", "record Input() {}\npublic P() { if (true) " + body + " }");
    }

    /** As if it were compiled for a Java to come. */
    private static JarBuilder newer() {
        JarBuilder jar = plain("newer");
        byte[] code = jar.entry("newer/P.class");
        code[7] = 99;
        return jar.with("newer/P.class", code);
    }

    private static void jar(String name, JarBuilder jar) {
        files.put(name, jar::writeTo);
    }

    private static void zip(String name, String id, String entry, @Nullable JarBuilder library) {
        byte[] content = library == null ? new byte[] {1, 2, 3} : library.toBytes();
        files.put(name, file -> plain(id).writeZipTo(file, Map.of(entry, content)));
    }

    private static byte[] damaged(byte[] jar) {
        byte[] copy = jar.clone();
        for (int at = copy.length / 3; at < copy.length / 3 + 40; at++) {
            copy[at] ^= 0x55;
        }
        return copy;
    }

    /** Sets the mode in the zip's directory, as {@code zip --symlinks} does. */
    private static void turnIntoLink(Path zip, String entry) {
        try {
            byte[] bytes = Files.readAllBytes(zip);
            int name = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(entry);
            int header = name - 46;
            bytes[header + 5] = 3; // Unix
            bytes[header + 41] = (byte) (0120777 >> 8);
            bytes[header + 40] = (byte) 0120777;
            Files.write(zip, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void start() throws InterruptedException {
        describe();
        atStart = new PluginBench(temporary.resolve("start"), START_LIMIT, Duration.ofSeconds(30));
        files.forEach((name, file) -> file.accept(atStart.folder().resolve(name)));
        atStart.start();
        atStart.close(); // its appender must not hear the other one

        live = new PluginBench(temporary.resolve("live"), START_LIMIT, Duration.ofSeconds(30));
        write(name -> name.startsWith("a-"));
        live.start();
        watch = live.plugins().watch();
        write(name -> !name.startsWith("a-"));
        for (String name : files.keySet()) {
            if (!name.startsWith("a-")) {
                PluginBench.await(
                        name + " is refused",
                        () -> !live.lines("Rejected plugin " + name + ":").isEmpty());
            }
        }
    }

    private static void write(Predicate<String> which) {
        files.forEach((name, file) -> {
            if (which.test(name)) {
                file.accept(live.folder().resolve(name));
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        watch.close();
        live.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "broken.jar | not a readable jar (zip END header not found): copy it again",
                "empty.jar | not a readable jar (zip file is empty)",
                "truncated.jar | not a readable jar (zip END header not found)",
                "damaged.jar | not a readable jar",
                "no-id.jar | its manifest has no Plugin-Id",
                "odd-id.jar | its Plugin-Id '../../etc' is not made of a letter",
                "no-version.jar | its manifest has no Plugin-Version",
                "later-host.jar | it requires Toolgram 99.0.0, this is 0.1.0",
                "odd-host.jar | its Plugin-Requires 'soon' is not a range of versions: write it like",
                "no-dependency.jar | it depends on plugin 'nowhere', which is not there",
                "old-dependency.jar | it depends on version >=2.0.0 of plugin 'good', which is there as 1.0.0",
                "circle-a.jar | it depends on itself: circlea, circleb, circlea",
                "circle-b.jar | it depends on plugin 'circlea', which is not there",
                "same-id.jar | plugin 'good' is already there in a-good.jar: remove one of the two files",
                "same-name.jar | tool name 'good' is already taken by plugin 'good'",
                "twice.jar | it has two tools of the name 'x'",
                "same-route.jar | route 'GET /api/Routed' of tool 'rerouted' is already taken by tool 'routed'",
                "odd-name.jar | Invalid tool name 'no tool': use 1 to 64 characters of",
                "no-record.jar | The input type of tool 'norecord' is java.lang.String: use a record",
                "no-schema.jar | the input of tool 'noschema' cannot be read",
                "no-object.jar | the result of tool 'noobject' is neither an object nor a list",
                "no-definition.jar | definition() of nodefinition.P$Say returns null",
                "odd-properties.jar | its plugin.properties cannot be read (Malformed",
                "no-index.jar | it has no META-INF/extensions.idx, so it contributes nothing: annotate",
                "blank-index.jar | its META-INF/extensions.idx names no ToolProvider, so it contributes nothing",
                "absent.jar | its META-INF/extensions.idx names absent.Gone, which is not in it",
                "stranger.jar | names stranger.P$Output, which does not implement ToolProvider",
                "newer.jar | it was compiled for a newer Java than the 25 that runs here",
                "no-constructor.jar | uncaught exception in its start at noconstructor.P.<init>(P.java:11): IllegalStateException: nobody makes me",
                "plugin-class.jar | its manifest has a Plugin-Class, which Toolgram does not use: remove it, start in tools(context)",
                "odd-version.jar | its Plugin-Version '1.0' is not a version: write it like 1.0.0 or 1.0.0-rc.1",
                "odd-dependency.jar | its Plugin-Dependencies 'new' is not a range of versions: write it like",
                "no-manifest.jar | it has no META-INF/MANIFEST.MF, which names the plugin",
                "odd-manifest.jar | its META-INF/MANIFEST.MF cannot be read (",
                "folder.jar | it is a folder: copy the jar itself, or a zip of the folder",
                "folder.zip | it is a folder: copy the jar itself, or a zip of the folder",
                "reserved.jar | route 'POST /mcp' of tool 'spy' belongs to the host: use another path below /api",
                "bad-settings.jar | uncaught exception in its start at badsettings.P.settings(P.java:11): UnsupportedOperationException: no settings",
                "api.jar | it bundles the classes of dev.toolgram.api: give that dependency the scope 'provided'",
                "throws.jar | uncaught exception in its start at throwing.P.tools(P.java:8): IllegalStateException: bad weather",
                "unspeakable.jar | no words",
                "null.jar | tools() of nothing.P answers null",
                "nulls.jar | tools() of nulls.P answers null among its tools",
                "hangs.jar | it did not start within 5 s",
                "api.zip | it bundles the classes of dev.toolgram.api in lib/toolgram-api.jar: give that",
                "broken-library.zip | not a readable zip (its library 'x.jar' is not a readable jar)",
                "escapes.zip | its entry 'lib/../../../escaped.jar' leads out of its folder",
                "absolute.zip | its entry '/escaped.jar' leads out of its folder",
                "backslash.zip | its entry 'lib\\..\\..\\escaped.jar' leads out of its folder",
                "link.zip | its library 'link.jar' is not a readable jar",
            })
    void isRefusedWithOneLineAtTheStartAndLive(String file, String reason) {
        for (PluginBench bench : new PluginBench[] {atStart, live}) {
            assertThat(bench.lines("Rejected plugin " + file + ":"))
                    .as(bench == live ? "dropped in" : "at the start")
                    .singleElement()
                    .asString()
                    .startsWith("ERROR Rejected plugin " + file + ": ")
                    .contains(reason);
        }
    }

    @Test
    void whatIsGoodWorksAllTheSame() {
        assertThat(live.said("good")).isEqualTo("fine");
        assertThat(live.said("routed")).isEqualTo("fine");
        assertThat(atStart.registry().snapshot().tools()).extracting("name").containsExactly("good", "routed");
        assertThat(live.registry().snapshot().tools()).extracting("name").containsExactly("good", "routed");
    }

    @Test
    void everyBadFileIsRefused() {
        assertThat(live.lines("Rejected")).hasSize(files.size() - 2);
        assertThat(live.call("x")).isEqualTo(new ToolResult.UnknownTool("x"));
    }

    @Test
    void nothingIsUnpackedOutsideAndNoContextIsLeftOpen() throws IOException {
        assertThat(Path.of("/escaped.jar")).doesNotExist();
        try (var all = Files.walk(temporary)) {
            assertThat(all.map(Path::getFileName).map(Path::toString)).doesNotContain("escaped.jar");
        }
        assertThat(live.contexts()).isEqualTo(2);
        assertThat(atStart.contexts()).isZero();
    }
}
