package dev.toolgram.host.cli;

import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.LoginPrompt;
import dev.toolgram.host.telegram.login.SignIn;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes Telegram's questions on to the person and the answers back, until the account is logged in. */
public final class Conversation {

    /** Longer than the time after which Telegram renews a QR code. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SignIn signIn;
    private final Terminal terminal;
    private String phoneNumber = "";
    private boolean showsCode;

    /** Between these two. */
    public Conversation(SignIn signIn, Terminal terminal) {
        this.signIn = signIn;
        this.terminal = terminal;
    }

    /** Thrown when the sign-in cannot go on. */
    public static final class EndedException extends RuntimeException {

        private final boolean application;

        private EndedException(String message, boolean application) {
            super(message);
            this.application = application;
        }

        /** Whether it can begin again with another API id and hash. */
        public boolean isOfTheApplication() {
            return application;
        }
    }

    /** Returns when the account is logged in. */
    public void run() {
        AuthorizationState last = new AuthorizationState.Starting();
        while (true) {
            AuthorizationState state = signIn.next(PATIENCE);
            if (state instanceof AuthorizationState.Ready) {
                return;
            }
            if (!(state instanceof AuthorizationState.Asks asks)) {
                throw new EndedException(state.settled() ? state.reason() : "Telegram does not answer", false);
            }
            if (asks.equals(last)) {
                throw new EndedException("Telegram does not answer any more", false);
            }
            last = asks;
            answer(asks.question());
        }
    }

    private void answer(LoginPrompt question) {
        switch (question) {
            case LoginPrompt.PhoneNumber _ -> askPhoneNumber();
            case LoginPrompt.Code code -> askCode(code);
            case LoginPrompt.EmailCode code ->
                repeat(() -> signIn.emailCode(
                        terminal.ask("The code that Telegram has sent by e-mail to " + code.address() + ": ")));
            case LoginPrompt.Password password -> askPassword(password);
            case LoginPrompt.OtherDevice device -> show(device);
            case LoginPrompt.Registration _ -> {
                terminal.say(Refusals.NO_ACCOUNT);
                askPhoneNumber();
            }
            case LoginPrompt.Unknown unknown ->
                throw new EndedException(
                        "Telegram wants something that only an official app can do (" + unknown.state()
                                + "): sign in there first",
                        false);
        }
    }

    private void askPhoneNumber() {
        repeat(() -> {
            phoneNumber = terminal.ask("Phone number, or Enter for a QR code: ");
            return phoneNumber.isEmpty() ? signIn.byQrCode() : signIn.phoneNumber(phoneNumber);
        });
    }

    private void askCode(LoginPrompt.Code code) {
        terminal.say("Telegram has sent a code " + code.way() + ".");
        repeat(() -> {
            String typed = terminal.ask("Code, or Enter to begin again: ");
            if (typed.isEmpty()) {
                phoneNumber = terminal.ask("Phone number, or Enter for a QR code: ");
                return phoneNumber.isEmpty() ? signIn.byQrCode() : signIn.phoneNumber(phoneNumber);
            }
            Optional<SignIn.Refusal> refusal = signIn.code(typed);
            if (refusal.isPresent() && refusal.get().message().equals("PHONE_CODE_EXPIRED")) {
                terminal.say(Refusals.say(refusal.get()) + " Asking for a new one.");
                return signIn.phoneNumber(phoneNumber);
            }
            return refusal;
        });
    }

    private void askPassword(LoginPrompt.Password password) {
        String hint = password.hint().isEmpty() ? "" : " (hint: " + password.hint() + ")";
        terminal.say("The account has a two-step verification password" + hint + ".");
        repeat(() -> signIn.password(terminal.askSecret("Password (not shown): ")));
    }

    private void show(LoginPrompt.OtherDevice device) {
        if (!showsCode) {
            showsCode = true;
            terminal.say("Scan this in Telegram on your phone: Settings > Devices > Link Desktop Device.");
        }
        terminal.draw(QrCode.draw(device.link()));
    }

    /** Asks until the answer is taken, or something else is asked. */
    private void repeat(Supplier<Optional<SignIn.Refusal>> attempt) {
        showsCode = false;
        while (true) {
            Optional<SignIn.Refusal> refusal = attempt.get();
            if (refusal.isEmpty() || signIn.hasMovedOn()) {
                return;
            }
            String sentence = Refusals.say(refusal.get());
            if (Refusals.isOfTheApplication(refusal.get())) {
                throw new EndedException(sentence, true);
            }
            terminal.say(sentence);
        }
    }
}
