package dev.toolgram.host.telegram.chat;

import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.LoginPrompt;
import java.util.List;

/** The package-private types of this package that hold a secret. */
public final class SecretTypes {

    private SecretTypes() {}

    /** Each, with the secret in it. */
    public static List<Object> holding(String secret) {
        return List.of(
                new LoginPrompt.EmailCode(secret),
                new LoginPrompt.Password(secret),
                new LoginPrompt.OtherDevice(secret),
                new AuthorizationState.Asks(1, new LoginPrompt.OtherDevice(secret)),
                new AuthorizationState.Asks(1, new LoginPrompt.Password(secret)),
                new ParsedChatReference.Phone(secret),
                new ParsedChatReference.Invite(secret));
    }
}
