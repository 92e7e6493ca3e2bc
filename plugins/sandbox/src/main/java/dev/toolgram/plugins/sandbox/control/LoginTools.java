package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.Description;
import dev.toolgram.plugins.sandbox.mtproto.AuthKey;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account's other device: it sets a password, scans a code, ends sessions. */
public final class LoginTools {
    private LoginTools() {}

    /** The tools. */
    public static List<Tool<?, ?>> all() {
        return List.of(setPassword(), acceptQr(), logOut(), authKeys());
    }

    record SetPassword(
            @Description("The password; left out: none is asked for any more.") @Nullable
            String password) {}

    record Accepted(
            @Description("How many clients showed a code.") int accepted) {}

    record Revoked(
            @Description("How many clients were signed in.") int revoked) {}

    record Key(
            @Description("The number by which the protocol names it, as a text: it has 64 bits.")
            String id,

            @Description("The key itself, 256 bytes in base64.")
            String value,

            @Description("The data centre that its client believes to talk to, 1 to 5.")
            int dataCentre,

            @Description("Whether somebody is signed in with it.")
            boolean authorized) {}

    private static Tool<NoInput, List<Key>> authKeys() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_auth_keys")
                        .title("List the keys")
                        .description("Every permanent key that a client has agreed on with the sandbox: what a session "
                                + "string holds.")
                        .input(NoInput.class)
                        .outputList(Key.class)
                        .effect(Effect.READ.closedWorld())
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) ->
                        sandbox.keys().permanent().map(LoginTools::view).toList());
    }

    private static Key view(AuthKey key) {
        String value = Base64.getEncoder().encodeToString(key.value());
        return new Key(Long.toString(key.id()), value, key.dc(), key.authorized());
    }

    private static Tool<SetPassword, Done> setPassword() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_set_password")
                        .title("Set the password")
                        .description("Sets the password of the two-step verification of the sandbox's account, or "
                                + "removes it.")
                        .input(SetPassword.class)
                        .output(Done.class)
                        .effect(Effect.WRITE.repeatable().closedWorld())
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> {
                    sandbox.account().setPassword(input.password());
                    return Done.OK;
                });
    }

    private static Tool<NoInput, Accepted> acceptQr() {
        return ControlTool.writing(
                "sandbox_accept_qr",
                "Scan the QR code",
                "Has another device of the account scan every login code that clients of the " + "sandbox show.",
                NoInput.class,
                Accepted.class,
                (sandbox, input) -> new Accepted(sandbox.account().acceptCodes()));
    }

    private static Tool<NoInput, Revoked> logOut() {
        return new ControlTool<>(
                ToolDefinition.named("sandbox_log_out")
                        .title("End all sessions")
                        .description("Has another device of the account end every session of the sandbox.")
                        .input(NoInput.class)
                        .output(Revoked.class)
                        .effect(Effect.DESTRUCTIVE.closedWorld())
                        .cost(Cost.NONE)
                        .build(),
                (sandbox, input) -> new Revoked(sandbox.account().revoke()));
    }
}
