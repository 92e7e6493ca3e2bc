package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.codec.TdRequest;
import dev.toolgram.host.telegram.login.AuthorizationFlow;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.AuthorizationStatus;
import dev.toolgram.host.telegram.login.ObservableValue;
import dev.toolgram.host.telegram.login.SignIn;
import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.ServerErrors;
import dev.toolgram.host.telegram.tdjson.TdClient;
import dev.toolgram.host.telegram.tdjson.TdLibrary;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One TDLib client: opens the database, logs in or reports why not, serves requests while the account is
 * logged in, and closes. When the session ends, the engine rejects every request with the reason.
 * Thread-safe.
 */
public final class TdlibEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TdlibEngine.class);

    /** TDLib writes its database on close, which takes milliseconds, or longer on a busy machine. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final AuthorizationStatus authorization = new AuthorizationStatus();
    private final Account account = new Account();
    private final ObservableValue<ConnectionState> connection =
            new ObservableValue<>(ConnectionState.WAITING_FOR_NETWORK);
    private final Readiness availability = new Readiness(authorization, connection);
    private final ConnectionLog connectionLog = new ConnectionLog();
    private final RequestChannel channel = new RequestChannel(this::write, connection::get);
    private final UpdateListeners listeners = new UpdateListeners();
    private final Runnable whenClosed;
    private final Consumer<ServerErrors.Delay> delays = this::delayed;
    private final AuthorizationFlow flow;
    private final TdClient client;
    private final AtomicBoolean begun = new AtomicBoolean();

    private TdlibEngine(TdlibSettings settings, TdLibrary library, Runnable whenClosed) {
        this.whenClosed = whenClosed;
        flow = new AuthorizationFlow(settings, channel::send, authorization::advance);
        authorization.listen(this::authorized);
        connection.listen(connectionLog::changed);
        client = library.open(this::receive);
        ServerErrors.onDelay(delays);
    }

    /** On one of TDLib's threads, which must not call TDLib. */
    private void delayed(ServerErrors.Delay delay) {
        List<String> functions = ApiMethods.functions(delay.method());
        TelegramError error =
                TelegramError.of(delay.error().code(), delay.error().message());
        Thread _ = Thread.startVirtualThread(() -> {
            if (delay.dropped()) {
                channel.dropped(functions, error);
            } else {
                channel.delayed(functions, error);
            }
        });
    }

    /**
     * Starts TDLib and returns at once; {@link #awaitReady} returns the outcome.
     *
     * @throws IllegalArgumentException if the library is no TDLib for this machine
     * @throws IllegalStateException if the database directory is in use
     * @throws java.io.UncheckedIOException if the database directory cannot be created or written
     */
    public static TdlibEngine start(TdlibSettings settings) {
        TdlibEngine engine = claim(settings);
        engine.begin();
        return engine;
    }

    /** As {@link #start}, but leaves it to the caller to {@link #begin}. */
    public static TdlibEngine claim(TdlibSettings settings) {
        FolderLock lock = FolderLock.take(settings.databaseDirectory());
        try {
            return prepare(settings, library(settings), lock::close);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Creates an engine without a database yet, which rejects every request until {@link #begin}. The caller
     * must hold the lock of the database directory until the engine is closed.
     *
     * @throws IllegalArgumentException if the library is no TDLib for this machine
     */
    public static TdlibEngine prepare(TdlibSettings settings) {
        return prepare(settings, library(settings), () -> {});
    }

    /** @param whenClosed releases the database's resources; called at least once */
    static TdlibEngine prepare(TdlibSettings settings, TdLibrary library, Runnable whenClosed) {
        return new TdlibEngine(settings, library, whenClosed);
    }

    private static TdLibrary library(TdlibSettings settings) {
        TdLibrary library = TdLibrary.load(settings.library());
        library.logTo(settings.databaseDirectory().resolve(TdLibrary.LOG));
        return library;
    }

    /** Lets TDLib open its database, unless this engine is closed. */
    public void begin() {
        if (begun.compareAndSet(false, true)) {
            authorization.advance(new AuthorizationState.Starting());
            // TDLib starts a client on its first request, and then requests its parameters.
            channel.send(Td.function("getOption").put("name", "version"));
            connectionLog.begin();
        }
    }

    /** Sets the reason why TDLib has not begun yet. */
    public void postpone(AuthorizationState.TakingOver reason) {
        authorization.advance(reason);
    }

    /** Sets the reason why TDLib cannot begin without user action and a restart of the host. */
    public void giveUp(String reason) {
        authorization.advance(new AuthorizationState.NotAuthorized(reason));
    }

    /** The state of the login. */
    public AuthorizationState state() {
        return authorization.get();
    }

    /** Whether the account is logged in. */
    public boolean ready() {
        return authorization.isReady();
    }

    /** The reason why requests cannot be served, as a sentence for the operator; empty if they can. */
    public Optional<String> obstacle() {
        return availability.obstacle();
    }

    /** Waits until there is no {@link #obstacle()}, or one that needs user action; returns the obstacle. */
    public Optional<String> awaitService(Duration timeout) {
        return availability.await(timeout);
    }

    /** The state of the connection to Telegram. */
    public ConnectionState connectionState() {
        return connection.get();
    }

    /**
     * Waits until the account is logged in, or user action is needed.
     *
     * @return the {@linkplain AuthorizationState#settled() settled} state, or the current one on timeout
     */
    public AuthorizationState awaitReady(Duration timeout) {
        return authorization.await(AuthorizationState::settled, timeout);
    }

    /** Waits for the account's user id; returns empty if it is not logged in or on timeout. */
    public OptionalLong awaitAccount(Duration timeout) {
        return account.await(timeout);
    }

    /** Calls a listener on every change of {@link #state()}; it must not block. */
    public void onStateChange(Consumer<? super AuthorizationState> listener) {
        authorization.listen(listener);
    }

    /** Calls a listener on every change of {@link #connectionState()}; it must not block. */
    public void onConnectionChange(Consumer<? super ConnectionState> listener) {
        connection.listen(listener);
    }

    /** Notifies a listener of every further request. */
    public void onRequest(TelegramListener listener) {
        channel.listen(listener);
    }

    /**
     * Sends a request and waits for its response. Messages in the response to a function that sends are final.
     *
     * @throws ToolException as {@link dev.toolgram.api.telegram.TelegramClient#send} says
     */
    public TdMessage request(TdRequest request, Instant deadline) {
        return request(request, deadline, message -> {});
    }

    /**
     * As {@link #request(TdRequest, Instant)}.
     *
     * @param sending gets each message that TDLib is about to send, before its outcome is known; called on this thread, or
     *     on the receive thread when the response is too late
     */
    public TdMessage request(TdRequest request, Instant deadline, Consumer<JsonNode> sending) {
        TdMessage response = channel.request(request, deadline, this::requireReady, sending);
        if (response.isError()) {
            throw TdErrors.exception(response.tree());
        }
        return response;
    }

    /** As {@link #request(TdRequest, Instant)}, with trees. */
    public JsonNode request(ObjectNode function, Instant deadline) {
        return request(TdRequest.of(function), deadline).tree();
    }

    /** As {@link #request(ObjectNode, Instant)}, but a td_api {@code error} is a response like any other. */
    public JsonNode ask(ObjectNode function, Instant deadline) {
        return channel.request(TdRequest.of(function), deadline, this::requireReady, message -> {})
                .tree();
    }

    /** The interactive login to this account. */
    public SignIn signIn() {
        return new SignIn(authorization, this::authorize);
    }

    private JsonNode authorize(ObjectNode function, Instant deadline) {
        return channel.request(TdRequest.of(function), deadline, this::requireOpen, message -> {})
                .tree();
    }

    public UpdateListeners listeners() {
        return listeners;
    }

    /**
     * Closes TDLib and waits until its database is written. Pending requests fail at once with {@code NOT_READY}.
     * Idempotent.
     */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /** As {@link #close()}, with a timeout. */
    void close(Duration patience) {
        authorization.advance(new AuthorizationState.Closing());
        if (begun.compareAndSet(false, true)) {
            authorization.advance(new AuthorizationState.Closed("Telegram is shut down")); // TDLib never began
        } else if (!authorization.isClosed()) {
            channel.send(Td.function("close"));
            authorization.awaitClosed(patience);
        }
        if (!authorization.isClosed()) {
            // Keep its files: TDLib aborts the process if they are deleted.
            log.warn(
                    "TDLib has not closed within {} s, and keeps its database; it will repair it at the next start",
                    patience.toSeconds());
            return;
        }
        client.awaitEnd();
        whenClosed.run(); // the receive thread calls it too, but possibly later
    }

    private void write(byte[] request) {
        client.send(request);
    }

    /** Sends a request, and ignores the response. */
    public void send(ObjectNode function) {
        channel.send(function);
    }

    /** @throws ToolException {@code NOT_READY} if the account is not logged in */
    public void requireReady() {
        AuthorizationState state = state();
        if (!(state instanceof AuthorizationState.Ready)) {
            throw TdErrors.notReady(state.reason());
        }
    }

    private void requireOpen() {
        if (authorization.isEnding()) {
            throw TdErrors.notReady(state().reason());
        }
    }

    /** On the receive thread. */
    private void receive(TdMessage message) {
        if (message.extra() != 0) {
            channel.responded(message);
            return;
        }
        switch (message.type()) {
            case "updateAuthorizationState" -> flow.advance(message.tree().path("authorization_state"));
            case "updateOption" -> account.updated(message.tree());
            case "updateConnectionState" ->
                connected(ConnectionState.of(message.tree().path("state")));
            default -> {}
        }
        channel.updated(message);
        listeners.updated(message);
    }

    private void connected(ConnectionState state) {
        if (state != connection.get()) {
            log.debug("Connection to Telegram: {}", state);
            connection.set(state);
        }
    }

    private void authorized(AuthorizationState state) {
        if (state.needsSomebody() || authorization.isEnding()) {
            account.isNone();
        }
        if (authorization.isEnding()) {
            connectionLog.end();
            channel.failAll(() -> TdErrors.notReady(state.reason()));
        }
        if (authorization.isClosed()) {
            ServerErrors.removeOnDelay(delays);
            client.forget();
            whenClosed.run();
        }
    }
}
