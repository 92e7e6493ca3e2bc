package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.telegram.TdFunction;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The results that the bundled plugins expect are those of TDLib 1.8.65 (npm {@code @prebuilt-tdlib/types}). */
@NullMarked
class TdFunctionResultsIT {

    static Stream<Path> jars() throws IOException {
        return BundledPluginsIT.jars().stream();
    }

    @ParameterizedTest
    @MethodSource("jars")
    void functionsReturnWhatTdlibReturns(Path jar) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> declared = new TreeMap<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            for (Class<?> type : functions(jar, loader)) {
                declared.put(type.getName(), shape(resultOf(type)));
                expected.put(type.getName(), shape(resultOf(type.getSimpleName())));
            }
        }
        assertThat(declared).isEqualTo(expected);
    }

    /** The result in TDLib's own schema, from which the functions of {@code dev.toolgram.tdlib} are generated. */
    private static String resultOf(String function) {
        try {
            return resultOf(Class.forName("dev.toolgram.tdlib." + function));
        } catch (ClassNotFoundException e) {
            return "not a function of TDLib: " + function;
        }
    }

    private static String resultOf(Class<?> function) {
        String result =
                ((ParameterizedType) function.getGenericInterfaces()[0]).getActualTypeArguments()[0].getTypeName();
        String simple = result.substring(result.lastIndexOf('.') + 1);
        return simple.substring(simple.lastIndexOf('$') + 1);
    }

    /** The shapes that the API reads from several of TDLib's types. */
    private static String shape(String type) {
        return switch (type) {
            case "Entity", "Dialog", "User" -> "Chat";
            case "TdMessage" -> "Message";
            case "Scheduled" -> "Messages";
            default -> type;
        };
    }

    private static List<Class<?>> functions(Path path, URLClassLoader loader) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("dev/toolgram/plugins/") && name.endsWith(".class"))
                    .<Class<?>>map(name -> load(loader, name.replace('/', '.').replaceFirst("\\.class$", "")))
                    .filter(type -> type.isRecord() && TdFunction.class.isAssignableFrom(type))
                    .toList();
        }
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
