package dev.toolgram.host.http;

import dev.toolgram.host.observe.RequestScope;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for every request, when it is over: without the query, which may hold private words. And the listener. */
final class AccessLog {

    private static final Logger access = LoggerFactory.getLogger("access");
    private static final int MAX_SHOWN = 200;

    private final RequestListener listener;

    AccessLog(RequestListener listener) {
        this.listener = listener;
    }

    /**
     * What there is to say of a request.
     *
     * @param method as it was sent
     * @param path as it was sent
     * @param door that had the path
     * @param status the answer's
     * @param bytes of the answer's body
     * @param time until it was answered
     */
    record Entry(String method, String path, String door, int status, long bytes, Duration time) {}

    void write(String requestId, Entry entry) {
        listener.answered(entry.door(), entry.status(), entry.time());
        if (!access.isInfoEnabled()) {
            return;
        }
        String method = shown(entry.method());
        String path = shown(entry.path());
        long millis = entry.time().toMillis();
        try (var _ = RequestScope.of(requestId)) {
            access.atInfo()
                    .addKeyValue("method", method)
                    .addKeyValue("path", path)
                    .addKeyValue("status", entry.status())
                    .addKeyValue("duration_ms", millis)
                    .addKeyValue("bytes", entry.bytes())
                    .addKeyValue("door", entry.door())
                    .log(
                            "{} {} {} {} ms {} bytes {}",
                            method,
                            path,
                            entry.status(),
                            millis,
                            entry.bytes(),
                            entry.door());
        }
    }

    /** A caller may send what it likes; the log need not hold all of it. */
    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
