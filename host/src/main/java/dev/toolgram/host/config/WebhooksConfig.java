package dev.toolgram.host.config;

import dev.toolgram.api.net.AllowList;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks.
 *
 * @param allow the receivers that may have private addresses or use http
 * @param postTo the operator's own receiver
 * @param postToTimeout the time limit of its requests
 */
public record WebhooksConfig(AllowList allow, Optional<URI> postTo, Duration postToTimeout) {

    static WebhooksConfig read(Environment environment) {
        AllowList allow = environment
                .value("WEBHOOK_ALLOW", "must be hosts, addresses or ranges, separated by commas", AllowList::valueOf)
                .orElse(AllowList.NONE);
        Optional<URI> postTo = environment.value("POST_TO_URL", "must be an http or https URL", WebhooksConfig::url);
        Duration timeout = environment.seconds("POST_TO_TIMEOUT", 10, Duration.ofMillis(100), Duration.ofMinutes(5));
        return new WebhooksConfig(allow, postTo, timeout);
    }

    private static @Nullable URI url(String text) {
        URI url = URI.create(text);
        return url.getHost() != null
                        && url.getScheme() != null
                        && url.getScheme().matches("(?i)https?")
                ? url
                : null;
    }
}
