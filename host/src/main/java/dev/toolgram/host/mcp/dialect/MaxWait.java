package dev.toolgram.host.mcp.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The longest delay by pacing that a caller accepts, in seconds: {@code _meta["toolgram/max-wait"]}. */
final class MaxWait {

    private static final String META = "toolgram/max-wait";
    private static final int MAX_SECONDS = 86_400;

    private MaxWait() {}

    /** {@code null} if it is missing or not a number of seconds. */
    static @Nullable Duration of(ObjectNode params) {
        JsonNode wait = params.path("_meta").path(META);
        return wait.isNumber() && wait.doubleValue() >= 0
                ? Duration.ofMillis((long) (Math.min(wait.doubleValue(), MAX_SECONDS) * 1000))
                : null;
    }
}
