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
 * A person's side of a sign-in: takes Telegram's {@linkplain LoginPrompt questions} one after the other and gives the
 * answers. For one thread, but for {@link #undo}.
 */
public final class SignIn {

    /** How long Telegram may take for one answer; a small flood is waited out by TDLib. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The refusal when Telegram has not said anything. */
    public static final String NO_ANSWER = "NO_ANSWER";

    private static final Duration UNDO_PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock giving = new ReentrantLock();
    private final AuthorizationStatus status;
    private final BiFunction<ObjectNode, Instant, JsonNode> requests;

    /** The last question that was answered, or none; what follows may not have come yet. */
    private AuthorizationState answered = new AuthorizationState.Starting();

    private boolean undone;
    private AuthorizationState last = new AuthorizationState.Starting();

    /**
     * A sign-in to an account whose settings have no login.
     *
     * @param requests sends a function and waits for its answer until a deadline; an {@code error} is an answer
     */
    public SignIn(AuthorizationStatus status, BiFunction<ObjectNode, Instant, JsonNode> requests) {
        this.status = status;
        this.requests = requests;
    }

    /**
     * Why an answer was not taken.
     *
     * @param message in Telegram's words, for example {@code PHONE_CODE_INVALID}
     */
    public record Refusal(String message) {}

    /** Waits for the next question or the end: a state that is settled, or the one there is when the time is up. */
    public AuthorizationState next(Duration timeout) {
        AuthorizationState next = status.awaitNext(last, timeout);
        last = next;
        return next;
    }

    /** Whether the last question is no longer the one. */
    public boolean hasMovedOn() {
        return !status.get().equals(last);
    }

    /** Answers {@link LoginPrompt.PhoneNumber}; a code is sent to it. Also begins again, after any other question. */
    public Optional<Refusal> phoneNumber(String number) {
        return give(phoneNumberIs(number));
    }

    /** Answers {@link LoginPrompt.PhoneNumber}, too: another device shall confirm. */
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
     * Ends a session that was begun and is not wanted, so that it does not stay in the account's list of devices. On any
     * thread: an answer that is being given may complete the sign-in, and is waited for; no other is given after that.
     */
    public void undo() {
        try {
            if (giving.tryLock(UNDO_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                try {
                    undone = true;
                    var _ = status.awaitNext(answered, UNDO_PATIENCE);
                    if (status.isReady()) {
                        var _ = ask(Td.function("logOut"));
                        // TDLib answers at once, and tells Telegram then; it has closed when that is done.
                        var _ = status.awaitNext(new AuthorizationState.Ready(), UNDO_PATIENCE);
                    }
                } finally {
                    giving.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
                return Optional.of(new Refusal("the sign-in was given up"));
            }
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
