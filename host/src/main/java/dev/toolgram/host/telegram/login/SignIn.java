package dev.toolgram.host.telegram.login;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.Td;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An interactive login: returns Telegram's {@linkplain LoginPrompt prompts} one after the other and sends the
 * input. Not thread-safe, except {@link #undo}.
 */
public final class SignIn {

    /** The timeout of a request; TDLib waits out short FLOOD_WAITs within it. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The rejection if Telegram did not respond. */
    public static final String NO_ANSWER = "NO_ANSWER";

    private static final Duration UNDO_PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock giving = new ReentrantLock();
    private final AuthorizationStatus status;
    private final BiFunction<ObjectNode, Instant, JsonNode> requests;
    private final Duration undoPatience;

    /** The last answered prompt, if any; the next one may not have arrived yet. */
    private AuthorizationState answered = new AuthorizationState.Starting();

    private volatile boolean begun;
    private volatile boolean undone;
    private AuthorizationState last = new AuthorizationState.Starting();

    /**
     * Creates a login to an account without an automatic login.
     *
     * @param requests sends a function and waits for its response, possibly an {@code error}, until a deadline
     */
    public SignIn(AuthorizationStatus status, BiFunction<ObjectNode, Instant, JsonNode> requests) {
        this(status, requests, UNDO_PATIENCE);
    }

    /** @param undoPatience how long {@link #undo} waits for each of its steps */
    SignIn(AuthorizationStatus status, BiFunction<ObjectNode, Instant, JsonNode> requests, Duration undoPatience) {
        this.status = status;
        this.requests = requests;
        this.undoPatience = undoPatience;
    }

    /**
     * The reason why input was rejected.
     *
     * @param message Telegram's error, for example {@code PHONE_CODE_INVALID}
     */
    public record Refusal(String message) {}

    /** Waits for the next prompt or the end: returns a settled state, or the current one on timeout. */
    public AuthorizationState next(Duration timeout) {
        AuthorizationState next = status.awaitNext(last, timeout);
        last = next;
        return next;
    }

    /** Whether the last prompt is obsolete. */
    public boolean hasMovedOn() {
        return !status.get().equals(last);
    }

    /** Answers {@link LoginPrompt.PhoneNumber}, which sends a code. After any other prompt, restarts the login. */
    public Optional<Refusal> phoneNumber(String number) {
        return give(phoneNumberIs(number));
    }

    /** Answers {@link LoginPrompt.PhoneNumber} with a confirmation by another device. */
    public Optional<Refusal> byQrCode() {
        ObjectNode function = Td.function("requestQrCodeAuthentication");
        function.putArray("other_user_ids");
        return give(function);
    }

    /** Answers {@link LoginPrompt.Code}. */
    public Optional<Refusal> code(String code) {
        return give(codeIs(code));
    }

    /** Answers {@link LoginPrompt.EmailCode}. */
    public Optional<Refusal> emailCode(String code) {
        ObjectNode function = Td.function("checkAuthenticationEmailCode");
        function.putObject("code")
                .put("@type", "emailAddressAuthenticationCode")
                .put("code", code);
        return give(function);
    }

    /** Answers {@link LoginPrompt.Password}. */
    public Optional<Refusal> password(String password) {
        return give(passwordIs(password));
    }

    /**
     * Ends an unfinished or unwanted session, so that it does not stay in the account's list of devices. May be called on any
     * thread; waits for input that is being sent, which may complete the login, and rejects further input.
     */
    public void undo() {
        undone = true;
        boolean idle = false;
        try {
            idle = giving.tryLock(undoPatience.toNanos(), TimeUnit.NANOSECONDS);
            if (idle) {
                var _ = status.awaitNext(answered, undoPatience);
            }
            if (begun) {
                // Also before Ready: Telegram may have logged in already, while its response is on the way. TDLib then
                // destroys the session's key.
                var _ = ask(Td.function("logOut"));
                // TDLib notifies Telegram, and closes after that.
                status.awaitClosed(undoPatience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (idle) {
                giving.unlock();
            }
        }
    }

    static ObjectNode phoneNumberIs(String value) {
        return Td.function("setAuthenticationPhoneNumber").put("phone_number", value);
    }

    static ObjectNode codeIs(String value) {
        return Td.function("checkAuthenticationCode").put("code", value);
    }

    static ObjectNode passwordIs(String value) {
        return Td.function("checkAuthenticationPassword").put("password", value);
    }

    private Optional<Refusal> give(ObjectNode answer) {
        giving.lock();
        try {
            if (undone) {
                return Optional.of(new Refusal("the login was cancelled"));
            }
            begun = true;
            AuthorizationState question = status.get();
            Optional<Refusal> refusal = ask(answer);
            if (refusal.isEmpty()) {
                answered = question;
            }
            return refusal;
        } finally {
            giving.unlock();
        }
    }

    private Optional<Refusal> ask(ObjectNode function) {
        try {
            JsonNode reply = requests.apply(function, Instant.now().plus(PATIENCE));
            return Td.isError(reply) ? Optional.of(new Refusal(Td.text(reply, "message"))) : Optional.empty();
        } catch (ToolException e) {
            boolean silence = e.code() == ErrorCode.TIMEOUT;
            return Optional.of(new Refusal(silence ? NO_ANSWER : String.valueOf(e.getMessage())));
        }
    }
}
