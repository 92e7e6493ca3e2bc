package dev.toolgram.host.telegram.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.telegram.schema.FunctionEffects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ApiMethodsTest {

    private static final Pattern FUNCTIONS =
            Pattern.compile("<plugin\\.functions>(.*?)</plugin\\.functions>", Pattern.DOTALL);

    /** TDLib asks Telegram nothing for these. */
    private static final Set<String> NEVER_WAIT = Set.of("cancelDownloadFile", "optimizeStorage");

    /** A call that waits for one of them would time out without a word of the flood: add its method of Telegram's API. */
    @Test
    void floodsOfEveryFunctionThatABundledPluginWritesWithAreNoticed() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("..", "plugins"))) {
            List<String> written = folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .flatMap(pom -> FUNCTIONS.matcher(read(pom)).results())
                    .flatMap(found -> Stream.of(found.group(1).trim().split("\\s*,\\s*")))
                    .filter(function -> !function.isEmpty())
                    .filter(function -> !FunctionEffects.reads(function) && !NEVER_WAIT.contains(function))
                    .distinct()
                    .sorted()
                    .toList();

            assertThat(written).hasSizeGreaterThan(15).isSubsetOf(ApiMethods.allFunctions());
        }
    }

    private static String read(Path pom) {
        try {
            return Files.readString(pom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
