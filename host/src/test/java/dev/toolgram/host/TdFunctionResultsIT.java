package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.telegram.TdFunction;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The results that the bundled plugins expect are those of TDLib 1.8.65 (npm {@code @prebuilt-tdlib/types}). */
@NullMarked
class TdFunctionResultsIT {

    private static final Map<String, String> TDLIB = Stream.of("""
            createNewSupergroupChat Chat
            deleteChat Ok
            deleteMessages Ok
            editMessageCaption Message
            editMessageText Message
            forwardMessages Messages
            getBasicGroupFullInfo BasicGroupFullInfo
            getChat Chat
            getChatHistory Messages
            getChats Chats
            getMe User
            getMessage Message
            getMessageProperties MessageProperties
            getMessages Messages
            getSupergroupFullInfo SupergroupFullInfo
            getSupergroupMembers ChatMembers
            getUser User
            joinChat ChatJoinResult
            joinChatByInviteLink ChatJoinResult
            leaveChat Ok
            loadChats Ok
            searchChatMessages FoundChatMessages
            sendMessage Message
            viewMessages Ok""".split("\n"))
            .collect(Collectors.toMap(line -> line.split(" ")[0], line -> line.split(" ")[1]));

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
                String name = type.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT)
                        + type.getSimpleName().substring(1);
                String result =
                        ((ParameterizedType) type.getGenericInterfaces()[0]).getActualTypeArguments()[0].getTypeName();
                String simple = result.substring(result.lastIndexOf('.') + 1);
                simple = simple.substring(simple.lastIndexOf('$') + 1);
                declared.put(type.getName(), shape(simple));
                expected.put(type.getName(), shape(TDLIB.getOrDefault(name, "missing in the table: " + name)));
            }
        }
        assertThat(declared).isEqualTo(expected);
    }

    /** The shapes that the API reads from several of TDLib's types. */
    private static String shape(String type) {
        return switch (type) {
            case "Entity", "Dialog", "User" -> "Chat";
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
