package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.codec.TdRequest;
import dev.toolgram.host.telegram.login.AuthorizationFlow;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.AuthorizationStatus;
import dev.toolgram.host.telegram.login.ObservableValue;
import dev.toolgram.host.telegram.login.SignIn;
import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.TdClient;
import dev.toolgram.host.telegram.tdjson.TdLibrary;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final AuthorizationStatus authorization = new AuthorizationStatus();
    private final Account account = new Account();
    private final ObservableValue<ConnectionState> connection =
            new ObservableValue<>(ConnectionState.WAITING_FOR_NETWORK);
    private final Readiness availability = new Readiness(authorization, connection);
    private final ConnectionLog connectionLog = new ConnectionLog();
    private final RequestChannel channel = new RequestChannel(this::write, connection::get);
    private final UpdateListeners listeners = new UpdateListeners();
    private final Runnable whenClosed;
    private final AuthorizationFlow flow;
    private final TdClient client;
    private final AtomicBoolean begun = new AtomicBoolean();

    private TdlibEngine(TdlibSettings settings, TdLibrary library, Runnable whenClosed) {
        this.whenClosed = whenClosed;
        flow = new AuthorizationFlow(settings, channel::send, authorization::advance);
        authorization.listen(this::authorized);
        connection.listen(connectionLog::changed);
        client = library.open(this::receive);
    }

    /**
     * Starts TDLib and returns at once; {@link #awaitReady} tells how it went.
     *
     * @throws IllegalArgumentException if the library is no TDLib for this machine
     * @throws IllegalStateException if somebody uses the database directory
     * @throws java.io.UncheckedIOException if the database directory cannot be made or written
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
     * An engine that refuses every request until it may {@link #begin}, because its database is not there yet. Whoever
     * prepares it has the lock of the database directory, and holds it until the engine is closed.
     *
     * @throws IllegalArgumentException if the library is no TDLib for this machine
     */
    public static TdlibEngine prepare(TdlibSettings settings) {
        return prepare(settings, library(settings), () -> {});
    }

    /** @param whenClosed gives back what the database needed; called at least once */
    static TdlibEngine prepare(TdlibSettings settings, TdLibrary library, Runnable whenClosed) {
        return new TdlibEngine(settings, library, whenClosed);
    }

    private static TdLibrary library(TdlibSettings settings) {
        TdLibrary library = TdLibrary.load(settings.library());
        library.logTo(settings.databaseDirectory().resolve(TdLibrary.LOG));
        return library;
    }

    /** Lets TDLib open its database, unless this engine was closed meanwhile. */
    public void begin() {
        if (begun.compareAndSet(false, true)) {
            authorization.advance(new AuthorizationState.Starting());
            // TDLib starts a client with its first request, whatever it is, and then asks for its parameters.
            channel.send(Td.function("getOption").put("name", "version"));
            connectionLog.begin();
        }
    }

    /** Says why TDLib has not begun yet. */
    public void postpone(AuthorizationState.TakingOver reason) {
        authorization.advance(reason);
    }

    /** Says why TDLib will not begin before somebody has done something and the host is started again. */
    public void giveUp(String reason) {
        authorization.advance(new AuthorizationState.NotAuthorized(reason));
    }

    /** Where the login stands. */
    public AuthorizationState state() {
        return authorization.get();
    }

    /** Whether the account is logged in. */
    public boolean ready() {
        return authorization.isReady();
    }

    /** What keeps requests from being answered, as a sentence for the operator; empty when nothing does. */
    public Optional<String> obstacle() {
        return availability.obstacle();
    }

    /** Waits until there is no {@link #obstacle()}, or only one that does not go away by itself; gives what there is. */
    public Optional<String> awaitService(Duration timeout) {
        return availability.await(timeout);
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

    /** Waits until Telegram has told whose account it is; empty when nobody is logged in or the time is up. */
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

    /** Tells a listener of every function that is asked from now on. */
    public void onRequest(TelegramListener listener) {
        channel.listen(listener);
    }

    /**
     * Sends a request and waits for its response. Messages in the response to a function that sends are final.
     *
     * @throws ToolException as {@link dev.toolgram.api.telegram.TelegramClient#send} says
     */
    public TdMessage request(TdRequest request, Instant deadline) {
        TdMessage response = channel.request(request, deadline, this::requireReady);
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
        return channel.request(TdRequest.of(function), deadline, this::requireReady)
                .tree();
    }

    /** A person's sign-in to this account. */
    public SignIn signIn() {
        return new SignIn(authorization, this::authorize);
    }

    private JsonNode authorize(ObjectNode function, Instant deadline) {
        return channel.request(TdRequest.of(function), deadline, this::requireOpen)
                .tree();
    }

    public UpdateListeners listeners() {
        return listeners;
    }

    /**
     * Closes TDLib and waits until its database is written. What is pending fails at once with {@code NOT_READY}.
     * Closing twice is allowed.
     */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /** As {@link #close()}, but waits for so long. */
    void close(Duration patience) {
        authorization.advance(new AuthorizationState.Closing());
        if (begun.compareAndSet(false, true)) {
            authorization.advance(new AuthorizationState.Closed("Telegram is shut down")); // and TDLib never began
        } else if (!authorization.isClosed()) {
            channel.send(Td.function("close"));
            authorization.awaitClosed(patience);
        }
        if (!authorization.isClosed()) {
            // Nothing is taken from under it: TDLib ends the whole process when its files are gone.
            log.warn(
                    "TDLib has not closed within {} s, and keeps its database; it will repair it at the next start",
                    patience.toSeconds());
            return;
        }
        client.awaitEnd();
        whenClosed.run(); // the receive thread does so too, but perhaps a moment after this returns
    }

    private void write(byte[] request) {
        client.send(request);
    }

    private void requireReady() {
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
            client.forget();
            whenClosed.run();
        }
    }
}
