package dev.toolgram.host.http;

import dev.toolgram.host.config.HttpConfig;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The facts of one request, attached to its exchange from the first handler on. */
final class RequestState {

    private static final AttachmentKey<RequestState> KEY = AttachmentKey.create(RequestState.class);
    private static final Pattern ACCEPTABLE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final String id;
    private final String path;
    private final long start = System.nanoTime();
    private volatile String module = RequestListener.NO_MODULE;
    private @Nullable String keyName;
    private volatile boolean receivesFiles;
    private Runnable onEndless = () -> {};

    private RequestState(String id, String path) {
        this.id = id;
        this.path = path;
    }

    /**
     * Attaches the state to an exchange.
     *
     * @param sentId the id that the caller sent; replaced if it could forge a log line
     */
    static RequestState attach(HttpServerExchange exchange, @Nullable String sentId) {
        String path = exchange.getRequestPath();
        RequestState state = new RequestState(
                sentId != null && ACCEPTABLE_ID.matcher(sentId).matches() ? sentId : freshId(),
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        exchange.putAttachment(KEY, state);
        return state;
    }

    static RequestState of(HttpServerExchange exchange) {
        return Objects.requireNonNull(exchange.getAttachment(KEY), "no state attached");
    }

    /** An id for a request that brought none. */
    static String freshId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
    }

    /** The id in the response and in the log. */
    String id() {
        return id;
    }

    /** The path as sent, still percent-encoded, without a slash at the end. */
    String path() {
        return path;
    }

    /** Whether the request is for one of {@link HttpConfig#HEALTH_PATHS}. */
    boolean isForHealth() {
        return HttpConfig.HEALTH_PATHS.contains(path);
    }

    long elapsedNanos() {
        return System.nanoTime() - start;
    }

    /** The name of the module that has the path. */
    String module() {
        return module;
    }

    void routedTo(String name) {
        module = name;
    }

    /** The name of the key that admitted the request; {@code null} if none was needed. */
    @Nullable
    String keyName() {
        return keyName;
    }

    void admittedBy(String name) {
        keyName = name;
    }

    /** Its body may take as long as bytes arrive. */
    void receivesFiles() {
        receivesFiles = true;
    }

    boolean isReceivingFiles() {
        return receivesFiles;
    }

    /** Sets the action for a response that goes on until somebody ends it. */
    void onEndless(Runnable action) {
        onEndless = action;
    }

    /** The response goes on until somebody ends it. */
    void becomesEndless() {
        onEndless.run();
    }
}
