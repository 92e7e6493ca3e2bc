package dev.toolgram.host.telegram.login;

import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.engine.ConnectionState;

/** The state of the login to Telegram. */
public sealed interface AuthorizationState {

    /** A sentence for the operator, and for callers whose calls are rejected. Contains no secrets. */
    String reason();

    /** Whether the state is final until user action: the account is logged in, or needs user action. */
    default boolean settled() {
        return this instanceof Ready || needsSomebody() || this instanceof Closed;
    }

    /** Whether user action is needed. */
    default boolean needsSomebody() {
        return this instanceof Asks || this instanceof NotAuthorized;
    }

    /** TDLib is opening its database. */
    record Starting() implements AuthorizationState {
        @Override
        public String reason() {
            return "Telegram is starting; retry in a moment";
        }
    }

    /**
     * TDLib has not begun yet: the session is being imported.
     *
     * @param delayed whether the import takes longer than usual
     */
    record TakingOver(boolean delayed) implements AuthorizationState {
        @Override
        public String reason() {
            return delayed
                    ? "Telegram has not responded to the session import yet, still retrying: check the connection to the"
                            + " internet"
                    : "The session is being imported; retry in a moment";
        }
    }

    /** The automatic login is in progress. */
    record SigningIn() implements AuthorizationState {
        @Override
        public String reason() {
            return "The login is in progress; retry in a moment";
        }
    }

    /**
     * The account is logged in, according to TDLib's database, possibly before the server was reached.
     *
     * @see ConnectionState#READY
     */
    record Ready() implements AuthorizationState {
        @Override
        public String reason() {
            return "Telegram is logged in";
        }
    }

    /**
     * Telegram requests input from the user, given by a {@link SignIn}.
     *
     * @param number the number of the question, because the same one can be repeated
     * @param question the requested input
     */
    record Asks(int number, LoginPrompt question) implements AuthorizationState {
        @Override
        public String reason() {
            return question instanceof LoginPrompt.Registration
                    ? "There is no Telegram account with this phone number"
                    : "Telegram is not logged in: there is no session, or it was revoked; create a new one with"
                            + " 'toolgram login'";
        }
    }

    /**
     * User action is needed other than login input.
     *
     * @param reason the reason
     */
    record NotAuthorized(String reason) implements AuthorizationState {}

    /** The session is ending because it was revoked or logged out. */
    record LoggingOut() implements AuthorizationState {
        @Override
        public String reason() {
            return "Telegram has ended the session (it was revoked or logged out); create a new one with 'toolgram login'";
        }
    }

    /** TDLib is writing its database. */
    record Closing() implements AuthorizationState {
        @Override
        public String reason() {
            return TdErrors.SHUTTING_DOWN;
        }
    }

    /**
     * TDLib is closed until the next start.
     *
     * @param reason the reason for the operator
     */
    record Closed(String reason) implements AuthorizationState {}
}
