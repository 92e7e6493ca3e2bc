package dev.toolgram.host.telegram;

import java.util.List;

/** What of this package holds a secret and is not public. */
public final class Secretive {

    private Secretive() {}

    /** Each, with the secret in it. */
    public static List<Object> holding(String secret) {
        return List.of(
                new Question.EmailCode(secret),
                new Question.Password(secret),
                new Question.OtherDevice(secret),
                new AuthorizationState.Asks(1, new Question.OtherDevice(secret)),
                new AuthorizationState.Asks(1, new Question.Password(secret)),
                new Reference.Phone(secret),
                new Reference.Invite(secret));
    }
}
