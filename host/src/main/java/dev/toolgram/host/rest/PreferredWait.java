package dev.toolgram.host.rest;

import dev.toolgram.host.http.Request;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The longest delay by pacing that a caller accepts: {@code Prefer: wait=10} (RFC 7240, section 4.3). */
final class PreferredWait {

    static final String HEADER = "Prefer";

    private static final Pattern WAIT =
            Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?:[,;]|$)", Pattern.CASE_INSENSITIVE);

    private PreferredWait() {}

    /** The first one; {@code null} if there is none. An invalid preference is ignored, as the RFC asks. */
    static @Nullable Duration of(Request request) {
        for (String header : request.headers(HEADER)) {
            Matcher wait = WAIT.matcher(header);
            if (wait.find()) {
                return Duration.ofSeconds(Long.parseLong(wait.group(1)));
            }
        }
        return null;
    }
}
