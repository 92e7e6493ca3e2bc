package dev.toolgram.host.telegram.login;

import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.engine.ConnectionState;

/** Where the login to Telegram stands. */
public sealed interface AuthorizationState {

    /** A sentence for the operator, and for the caller whose call has to be refused. Holds no secret. */
    String reason();

    /** Whether nothing more will happen by itself: the account is logged in, or it needs somebody. */
    default boolean settled() {
        return this instanceof Ready || needsSomebody() || this instanceof Closed;
    }

    /** Whether it goes on only when somebody does something. */
    default boolean needsSomebody() {
        return this instanceof Asks || this instanceof NotAuthorized;
    }

    /** TDLib is opening its database. */
    record Starting() implements AuthorizationState {
        @Override
        public String reason() {
            return "Telegram is starting; try again in a moment";
        }
    }

    /**
     * TDLib has not begun yet: whose session it is has to be found out first.
     *
     * @param delayed whether that takes longer than it should
     */
    record TakingOver(boolean delayed) implements AuthorizationState {
        @Override
        public String reason() {
            return delayed
                    ? "Telegram has not said yet whose session this is; Toolgram goes on asking: is there a way to the"
                            + " internet?"
                    : "Telegram is asked whose session this is; try again in a moment";
        }
    }

    /** The host is signing in by itself. */
    record SigningIn() implements AuthorizationState {
        @Override
        public String reason() {
            return "Telegram is signing in; try again in a moment";
        }
    }

    /**
     * The account is logged in. This is TDLib's own knowledge: it can be so before the server was reached.
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
     * Telegram asks something that only a person can answer, by a {@link SignIn}.
     *
     * @param number the how manyth question it is: the same can be asked again
     * @param question what is asked
     */
    record Asks(int number, LoginPrompt question) implements AuthorizationState {
        @Override
        public String reason() {
            return question instanceof LoginPrompt.Registration
                    ? "Telegram knows no account with this phone number"
                    : "Telegram is not logged in: there is no session, or it was revoked; get a new one with"
                            + " 'toolgram login'";
        }
    }

    /**
     * Somebody has to do something else than to answer a question.
     *
     * @param reason what is missing or went wrong
     */
    record NotAuthorized(String reason) implements AuthorizationState {}

    /** The session is ending, because it was revoked or the account logged out. */
    record LoggingOut() implements AuthorizationState {
        @Override
        public String reason() {
            return "Telegram has ended the session (it was revoked or logged out); get a new one with 'toolgram login'";
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
     * TDLib has ended; only a new start opens it again.
     *
     * @param reason why
     */
    record Closed(String reason) implements AuthorizationState {}
}
