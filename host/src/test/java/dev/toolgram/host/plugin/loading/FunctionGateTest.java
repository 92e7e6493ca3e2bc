package dev.toolgram.host.plugin.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.plugin.archive.Permissions;
import dev.toolgram.host.plugin.archive.PluginManifest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FunctionGateTest {

    private final FunctionGate gate = new FunctionGate(new PluginManifest(
            "greet",
            "1",
            "*",
            "",
            List.of(),
            new Permissions(Set.of(), new TreeSet<>(Set.of("getChat")), Set.of()),
            List.of()));
    private final Logger logger = (Logger) LoggerFactory.getLogger(FunctionGate.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void declaredFunctionPasses() {
        assertThatCode(() -> gate.accept("getChat")).doesNotThrowAnyException();
        assertThat(log.list).isEmpty();
    }

    @Test
    void undeclaredFunctionFailsEachTimeAndIsToldOnce() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThatThrownBy(() -> gate.accept("deleteChat"))
                    .isInstanceOfSatisfying(
                            ToolException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL));
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Plugin greet may not call deleteChat: Toolgram-Functions of its manifest does not declare it");
    }
}
