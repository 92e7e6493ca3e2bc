package dev.toolgram.host;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes Awaitility check at once and then often in unit tests, where its default of 100 ms adds up to 20 s. */
@NullMarked
public final class FastPolling implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getName().endsWith("Test")) {
            Awaitility.setDefaultPollDelay(Duration.ZERO);
            Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        }
    }
}
