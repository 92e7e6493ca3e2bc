package dev.toolgram.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/**
 * The API as it was before anything was added to it: today's sources without the interfaces' default methods, which is
 * what additions are, compiled.
 */
@NullMarked
final class OlderApi {

    private static final Path SOURCES = Path.of("../api/src/main/java");

    /** A method of an interface or of the builder, as the formatter leaves it: from its first line to its brace. */
    private static final Pattern DEFAULT_METHOD =
            Pattern.compile("^( +)default (?!->)[^\\n]*(\\{}\\n|\\n(?!\\1}\\n)(.*\\n)*?\\1}\\n)", Pattern.MULTILINE);

    private OlderApi() {}

    /** Compiles it; the folder that is returned stands in the class path in the place of today's. */
    static Path compile(Path folder) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> older = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve("sources").resolve(SOURCES.relativize(file));
                Files.createDirectories(target.getParent());
                String source = Files.readString(file);
                older.add(
                        Files.writeString(target, DEFAULT_METHOD.matcher(source).replaceAll("")));
            }
            return compile(older, Files.createDirectories(folder.resolve("classes")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", classes.toString(), "-cp", JarBuilder.classPathWithoutApi(), "-proc:none", "-nowarn");
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new AssertionError("the older API does not compile");
            }
        }
        return classes;
    }
}
