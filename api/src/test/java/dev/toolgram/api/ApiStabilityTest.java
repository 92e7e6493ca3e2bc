package dev.toolgram.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compatibility rules of the package documentation. The first test compares the build with the last release, the
 * others check that the comparison detects incompatible changes.
 */
class ApiStabilityTest {

    /** Copied here by the build if api.baseline.version is a release. */
    private static final Path RELEASED = Path.of("target", "baseline", "toolgram-api.jar");

    @TempDir
    private static Path folder;

    private static Path present;

    @BeforeAll
    static void packPresentApi() throws IOException {
        present = folder.resolve("present.jar");
        ApiBuild.pack(ApiBuild.CLASSES, present);
    }

    @Test
    void buildIsCompatibleWithLastRelease() {
        Path released = RELEASED;
        if (!Files.exists(released)) {
            System.out.println("No release of toolgram-api yet: comparing with its own sources.");
            released = ApiBuild.present().jar(folder);
        }
        assertThat(ApiComparison.breaks(released, present)).isEmpty();
    }

    @Test
    void removedMethodIsDetected() {
        assertThat(breaks(ApiBuild.present().change(Effect.class, "public Effect repeatable()", "Effect repeatable()")))
                .contains("Effect.repeatable: METHOD_LESS_ACCESSIBLE");
        assertThat(breaks(ApiBuild.present()
                        .change(ToolContext.class, "    String requestId();\n", "    String callId();\n")))
                .contains("ToolContext.requestId: METHOD_REMOVED");
    }

    @Test
    void changedReturnTypeIsDetected() {
        assertThat(breaks(ApiBuild.present().change(ToolContext.class, "String requestId()", "Object requestId()")))
                .contains("ToolContext.requestId: METHOD_RETURN_TYPE_CHANGED");
    }

    @Test
    void abstractMethodIsDetectedOnInterfacesThatPluginsImplement() {
        assertThat(breaks(ApiBuild.present()
                        .change(Tool.class, "    O call(I input", "    int priority();\n    O call(I input")))
                .containsExactly("Tool.priority: METHOD_ADDED_TO_INTERFACE");
    }

    @Test
    void abstractMethodIsDetectedOnInterfacesThatOnlyFakesImplement() {
        assertThat(breaks(ApiBuild.present()
                        .change(
                                TelegramClient.class,
                                "<R> R send(TdFunction<R>",
                                "boolean ready();\n    <R> R send(TdFunction<R>")))
                .containsExactly("TelegramClient.ready: METHOD_ADDED_TO_INTERFACE");
    }

    @Test
    void defaultMethodIsCompatible() {
        assertThat(breaks(ApiBuild.present()
                        .change(
                                Tool.class,
                                "    O call(I input",
                                "    default int priority() { return 0; }\n    O call(I input")
                        .change(
                                TelegramClient.class,
                                "<R> R send(TdFunction<R>",
                                "default boolean ready() { return true; }\n    <R> R send(TdFunction<R>")))
                .isEmpty();
    }

    @Test
    void newComponentIsDetectedUnlessThePreviousConstructorRemains() {
        String grown = "@Nullable Integer retryAfter, @Nullable String hint) {";
        String former = "public TelegramError(String name, String message, int code, @Nullable Integer retryAfter) {"
                + " this(name, message, code, retryAfter, null); }";
        String begin = "@Nullable Integer retryAfter) {";

        assertThat(breaks(callers(ApiBuild.present().change(TelegramError.class, begin, grown))))
                .containsExactly("TelegramError.TelegramError: CONSTRUCTOR_REMOVED");
        assertThat(breaks(ApiBuild.present().change(TelegramError.class, begin, grown + former)))
                .isEmpty();
    }

    @Test
    void newConstantIsCompatible() {
        assertThat(breaks(ApiBuild.present().change(ErrorCode.class, "    INTERNAL\n", "    INTERNAL, GONE\n")))
                .isEmpty();
    }

    @Test
    void newAnnotationElementIsCompatibleOnlyWithDefault() {
        assertThat(breaks(ApiBuild.present()
                        .change(
                                DefaultValue.class,
                                "String value();",
                                "String value(); String language() default \"en\";")))
                .isEmpty();
        assertThat(breaks(ApiBuild.present()
                        .change(DefaultValue.class, "String value();", "String value(); int rank();")))
                .isNotEmpty();
    }

    /** A method could conflict with a component of a plugin's record. */
    @Test
    void tdFunctionHasNoMethods() {
        assertThat(TdFunction.class.getMethods()).isEmpty();
    }

    /** Adapts the API's own calls to the changed constructor. */
    private static ApiBuild callers(ApiBuild build) {
        return build.change(
                        TelegramError.class,
                        "420, seconds);\n        }\n        Matcher",
                        "420, seconds, null);\n        }\n        Matcher")
                .change(TelegramError.class, "420, seconds(wait.group(1)));", "420, seconds(wait.group(1)), null);")
                .change(TelegramError.class, "restored, null);", "restored, null, null);");
    }

    private static List<String> breaks(ApiBuild changed) {
        return ApiComparison.breaks(present, changed.jar(folder));
    }
}
