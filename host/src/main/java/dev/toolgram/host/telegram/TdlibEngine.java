package dev.toolgram.host.telegram;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.tdjson.TdClient;
import dev.toolgram.host.telegram.tdjson.TdLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The life of one TDLib client: it opens the database, signs in or says why not, answers requests while the account is
 * logged in, and closes. A session that ends by itself leaves an engine that refuses every request with the reason.
 * Thread-safe.
 */
public final class TdlibEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TdlibEngine.class);

    /** TDLib writes its database when it closes, which takes milliseconds; the rest is for a busy machine. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Observed<AuthorizationState> authorization = new Observed<>(new AuthorizationState.Starting());
    private final Observed<ConnectionState> connection = new Observed<>(ConnectionState.WAITING_FOR_NETWORK);
    private final PendingRequests requests = new PendingRequests();
    private final ChatDirectory directory = new ChatDirectory();
    private final UpdateListeners listeners = new UpdateListeners();
    private final AuthorizationFlow flow;
    private final TdClient client;

    private TdlibEngine(TdlibSettings settings, TdLibrary library) {
        flow = new AuthorizationFlow(settings, this::send, this::authorize);
        client = library.open(this::receive);
    }

    /**
     * Starts TDLib and returns at once; {@link #awaitReady} tells how it went.
     *
     * @throws IllegalArgumentException if the library is no TDLib for this machine
     * @throws UncheckedIOException if the database directory cannot be made
     */
    public static TdlibEngine start(TdlibSettings settings) {
        try {
            Files.createDirectories(settings.databaseDirectory());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + settings.databaseDirectory() + " cannot be made", e);
        }
        TdLibrary library = TdLibrary.load(settings.library());
        library.logTo(settings.databaseDirectory().resolve("tdlib.log"));
        return start(settings, library);
    }

    static TdlibEngine start(TdlibSettings settings, TdLibrary library) {
        TdlibEngine engine = new TdlibEngine(settings, library);
        // TDLib starts a client with its first request, whatever it is, and then asks for its parameters.
        engine.send(Td.function("getOption").put("name", "version"), answer -> {});
        return engine;
    }

    /** Where the login stands. */
    public AuthorizationState state() {
        return authorization.get();
    }

    /** Whether the account is logged in. */
    public boolean ready() {
        return state() instanceof AuthorizationState.Ready;
    }

    /** How the connection to Telegram stands. */
    public ConnectionState connectionState() {
        return connection.get();
    }

    /**
     * Waits until the account is logged in, or cannot be without help.
     *
     * @return the {@linkplain AuthorizationState#settled() settled} state, or the one there is when the time is up
     */
    public AuthorizationState awaitReady(Duration timeout) {
        return authorization.await(AuthorizationState::settled, timeout);
    }

    /** Waits until Telegram has answered; {@code true} if it has in time. */
    public boolean awaitConnected(Duration timeout) {
        return connection.await(state -> state == ConnectionState.READY, timeout) == ConnectionState.READY;
    }

    /** Calls a listener on every change of {@link #state()}; it must not block. */
    public void onStateChange(Consumer<? super AuthorizationState> listener) {
        authorization.listen(listener);
    }

    /** Calls a listener on every change of {@link #connectionState()}; it must not block. */
    public void onConnectionChange(Consumer<? super ConnectionState> listener) {
        connection.listen(listener);
    }

    /**
     * Sends a function and waits for its answer. Messages in the answer of a function that sends are final.
     *
     * @param function is taken over
     * @throws ToolException as {@link dev.toolgram.api.telegram.TelegramClient#send} says
     */
    public JsonNode request(ObjectNode function, Instant deadline) {
        ObjectNode answer = ask(function, deadline);
        if (Td.isError(answer)) {
            throw TdErrors.exception(answer);
        }
        return answer;
    }

    /** As {@link #request}, but a td_api {@code error} is an answer like any other. */
    ObjectNode ask(ObjectNode function, Instant deadline) {
        String name = Td.type(function);
        Duration left = Duration.between(Instant.now(), deadline);
        if (!left.isPositive()) {
            throw TdErrors.tooLate(name);
        }
        PendingRequests.Pending pending = requests.register(function);
        try {
            // Only now: what ends the session after this line fails what is registered.
            requireReady();
            client.send(function);
            return pending.answer().get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw TdErrors.timeout(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TdErrors.interrupted(name);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ToolException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            requests.forget(pending);
        }
    }

    ChatDirectory directory() {
        return directory;
    }

    UpdateListeners listeners() {
        return listeners;
    }

    /**
     * Closes TDLib and waits until its database is written. What is pending fails at once with {@code NOT_READY}.
     * Closing twice is allowed.
     */
    @Override
    public void close() {
        authorize(new AuthorizationState.Closing());
        if (!(state() instanceof AuthorizationState.Closed)) {
            send(Td.function("close"), answer -> {});
            authorization.await(AuthorizationState.Closed.class::isInstance, CLOSE_TIMEOUT);
        }
        if (!(state() instanceof AuthorizationState.Closed)) {
            log.warn(
                    "TDLib did not close within {} s; it will repair its database at the next start",
                    CLOSE_TIMEOUT.toSeconds());
            authorize(new AuthorizationState.Closed("Telegram is shut down"));
        }
    }

    private void send(ObjectNode function, Consumer<ObjectNode> whenAnswered) {
        PendingRequests.Pending pending = requests.register(function);
        var unused = pending.answer().whenComplete((answer, failure) -> {
            requests.forget(pending);
            if (failure == null) {
                whenAnswered.accept(answer);
            }
        });
        client.send(function);
    }

    private void requireReady() {
        AuthorizationState state = state();
        if (!(state instanceof AuthorizationState.Ready)) {
            throw TdErrors.notReady(state.reason());
        }
    }

    /** On the receive thread. */
    private void receive(ObjectNode message) {
        message.remove("@client_id");
        JsonNode extra = message.remove("@extra");
        if (extra != null) {
            requests.answered(extra.asLong(0), message);
            return;
        }
        directory.updated(message);
        requests.updated(message);
        switch (Td.type(message)) {
            case "updateAuthorizationState" -> flow.advance(message.path("authorization_state"));
            case "updateConnectionState" -> connected(ConnectionState.of(message.path("state")));
            case "updateMessageSendFailed" -> removeUnsent(message.path("message"));
            default -> {}
        }
        listeners.updated(message);
    }

    /** A refused message would stay in the chat's history, on this client only, for ever. */
    private void removeUnsent(JsonNode message) {
        ObjectNode delete = Td.function("deleteMessages").put("chat_id", Td.number(message, "chat_id"));
        delete.putArray("message_ids").add(Td.number(message, "id"));
        send(delete, answer -> {});
    }

    private void connected(ConnectionState state) {
        if (state != connection.get()) {
            log.debug("Connection to Telegram: {}", state);
            connection.set(state);
        }
    }

    /** What has begun to end cannot come back: a login that completes while closing is no news. */
    private synchronized void authorize(AuthorizationState next) {
        AuthorizationState now = state();
        if (now.equals(next) || rank(next) < rank(now)) {
            return;
        }
        log.info("{}", next.reason());
        authorization.set(next);
        if (rank(next) > 0) {
            requests.failAll(() -> TdErrors.notReady(next.reason()));
        }
        if (next instanceof AuthorizationState.Closed) {
            client.forget();
        }
    }

    private static int rank(AuthorizationState state) {
        return switch (state) {
            case AuthorizationState.Starting s -> 0;
            case AuthorizationState.SigningIn s -> 0;
            case AuthorizationState.NotAuthorized s -> 0;
            case AuthorizationState.Ready s -> 0;
            case AuthorizationState.LoggingOut s -> 1;
            case AuthorizationState.Closing s -> 2;
            case AuthorizationState.Closed s -> 3;
        };
    }
}
