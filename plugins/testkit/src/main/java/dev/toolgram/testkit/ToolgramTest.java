package dev.toolgram.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Passes a running {@link Toolgram} with the module's packaged plugin to each parameter of this type.
 *
 * <p>The host is started once and serves all tests of a run with the same plugins and environment, so tests should
 * only look for data that they created. A test that changes what others see, for example by
 * {@code sandbox("fail", …)}, gets a host of its own with {@code shared = false}. When a test fails, the lines that
 * the host logged during the test are printed.
 *
 * <p>The name of the test class ends in {@code IT}, so that Maven runs it after packaging.
 *
 * {@snippet class="dev.toolgram.testkit.Snippets" region="toolgramTest"}
 *
 * <p>On a method it replaces the annotation of the class.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ToolgramExtension.class)
public @interface ToolgramTest {

    /**
     * The paths of the plugins to load. By default the jar in {@code target} whose manifest has a {@code Plugin-Id};
     * there must be exactly one.
     */
    String[] plugins() default {};

    /** Environment variables of the host, for example {@code TOOLGRAM_PLUGIN_NOTES_MAX_SIZE=10}. */
    String[] environment() default {};

    /** Whether to share the host; otherwise each test gets its own, which is stopped after the test. */
    boolean shared() default true;
}
