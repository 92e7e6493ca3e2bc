package dev.toolgram.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs sample test classes as an author's build does. */
class ToolgramTestIT {

    private static final List<URI> ADDRESSES = new ArrayList<>();

    @BeforeAll
    static void packagePlugin() throws IOException {
        TestPlugin.writeJar();
    }

    @ToolgramTest(plugins = TestPlugin.JAR)
    static class FirstSample {
        @Test
        void one(Toolgram host) {
            ADDRESSES.add(host.address());
            host.rest("counts", Map.of("count", 3)).assertIncludes("{\"text\":\"counted\",\"count\":3}");
        }

        @Test
        void two(Toolgram host) {
            ADDRESSES.add(host.address());
            host.mcp("counts", Map.of("count", 3)).assertIncludes("{\"count\":3}");
        }
    }

    @ToolgramTest(plugins = TestPlugin.JAR)
    static class SecondSample {
        @Test
        void three(Toolgram host) {
            ADDRESSES.add(host.address());
            assertThat(host.route("POST /api/tools/counts", Map.of("count", 1)).status())
                    .isEqualTo(200);
        }
    }

    /** A second test costs milliseconds: the start of the host is paid once a run. */
    @Test
    void testsAndClassesShareOneHost() {
        ADDRESSES.clear();
        Run run = Run.of(FirstSample.class, SecondSample.class);

        assertThat(run.failures).isEmpty();
        assertThat(ADDRESSES).hasSize(3);
        assertThat(ADDRESSES.stream().distinct()).hasSize(1);
        List<Duration> times = run.times.values().stream().sorted().toList();
        Duration start = times.getLast(); // of the test that started the host
        assertThat(times.getFirst().multipliedBy(10)).as("%s", run.times).isLessThan(start);
        assertThat(times.get(1).multipliedBy(10)).as("%s", run.times).isLessThan(start);
    }

    @ToolgramTest(plugins = TestPlugin.JAR)
    static class SampleWithOwnHost {
        @Test
        void shared(Toolgram host) {
            ADDRESSES.add(host.address());
        }

        @Test
        @ToolgramTest(plugins = TestPlugin.JAR, shared = false, environment = "TOOLGRAM_LOG_LEVEL=DEBUG")
        void own(Toolgram host) {
            ADDRESSES.add(host.address());
        }
    }

    @Test
    void ownHostIsStoppedAfterItsTest() {
        ADDRESSES.clear();
        Run run = Run.of(SampleWithOwnHost.class);

        assertThat(run.failures).isEmpty();
        assertThat(ADDRESSES.stream().distinct()).hasSize(2);
    }

    @ToolgramTest(plugins = TestPlugin.JAR)
    static class FailingSample {
        @Test
        void wrongByRest(Toolgram host) {
            host.rest("wrong", Map.of("count", 3));
        }

        @Test
        void wrongByMcp(Toolgram host) {
            host.mcp("wrong", Map.of("count", 3));
        }

        @Test
        void crashes(Toolgram host) {
            host.rest("crashes", Map.of("count", 3));
        }
    }

    @Test
    void resultThatDoesNotMatchItsSchemaFailsAndFailureShowsTheLog() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Run run;
        try {
            run = Run.of(FailingSample.class);
        } finally {
            System.setErr(before);
        }

        assertThat(run.failures).containsOnlyKeys("wrongByRest(Toolgram)", "wrongByMcp(Toolgram)", "crashes(Toolgram)");
        assertThat(List.of(run.failures.get("wrongByRest(Toolgram)"), run.failures.get("wrongByMcp(Toolgram)")))
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("The result of wrong does not match its output schema:")
                        .hasMessageContaining("/text: null found, string expected (rule /properties/text/type)"));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("The host's log during crashes(Toolgram):", "the bug of a plugin");
    }

    @Test
    @ToolgramTest(plugins = TestPlugin.JAR)
    void failuresAreAsserted(Toolgram host) {
        host.assertFails(ErrorCode.INVALID_INPUT, "counts", Map.of("count", 0))
                .assertField("count", "greater than or equal to 1");
        host.assertFails(ErrorCode.INTERNAL, "crashes", Map.of("count", 1));
        host.sandbox(
                "fail",
                Map.of("method", "messages.sendMessage", "message", "CHAT_WRITE_FORBIDDEN", "code", 403, "times", 2));
        assertThat(host.assertFails(ErrorCode.TELEGRAM_REFUSED, "send_message", Map.of("chat", "me", "text", "x")))
                .hasMessageContaining("ChatWriteForbiddenError");

        assertThatThrownBy(() -> host.assertFails(ErrorCode.TIMEOUT, "crashes", Map.of("count", 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("crashes failed with HTTP status 500");
        assertThatThrownBy(() -> host.assertFails(ErrorCode.INVALID_INPUT, "counts", Map.of("count", 1)))
                .hasMessageContaining("counts did not fail over REST");
        assertThat(host.awaitLog("Loaded plugin test-plugin")).endsWith("counts, wrong, crashes");
    }

    /** The report of a JUnit run, by test. */
    private record Run(Map<String, Duration> times, Map<String, Throwable> failures) {

        static Run of(Class<?>... tests) {
            Run run = new Run(new LinkedHashMap<>(), new LinkedHashMap<>());
            Map<TestIdentifier, Long> starts = new LinkedHashMap<>();
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(Stream.of(tests)
                            .map(DiscoverySelectors::selectClass)
                            .toList())
                    .build();
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionStarted(TestIdentifier test) {
                    starts.put(test, System.nanoTime());
                }

                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    result.getThrowable().ifPresent(failure -> run.failures.put(test.getDisplayName(), failure));
                    if (test.isTest()) {
                        run.times.put(
                                test.getDisplayName(),
                                Duration.ofNanos(System.nanoTime() - starts.getOrDefault(test, 0L)));
                    }
                }
            });
            return run;
        }
    }
}
