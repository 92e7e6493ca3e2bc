package dev.toolgram.host.telegram.login;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.telegram.codec.Td;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Handles TDLib's authorization states up to a logged-in account, and publishes the state of the login. Runs on the receive
 * thread.
 */
public final class AuthorizationFlow {

    private final TdlibSettings settings;
    private final BiConsumer<ObjectNode, Consumer<JsonNode>> requests;
    private final Consumer<AuthorizationState> publish;
    private final TelegramNetwork.@Nullable Login login;
    private boolean sessionEnded;
    private int questions;

    /**
     * @param requests sends a function and passes the response to the callback on the receive thread
     * @param publish receives every state
     */
    public AuthorizationFlow(
            TdlibSettings settings,
            BiConsumer<ObjectNode, Consumer<JsonNode>> requests,
            Consumer<AuthorizationState> publish) {
        this.settings = settings;
        this.requests = requests;
        this.publish = publish;
        this.login = settings.login();
    }

    /** Handles a td_api {@code AuthorizationState}. */
    public void advance(JsonNode state) {
        switch (Td.type(state)) {
            case "authorizationStateWaitTdlibParameters" -> start();
            case "authorizationStateReady" -> publish.accept(new AuthorizationState.Ready());
            case "authorizationStateLoggingOut" -> {
                sessionEnded = true;
                publish.accept(new AuthorizationState.LoggingOut());
            }
            case "authorizationStateClosing" -> {
                if (!sessionEnded) {
                    publish.accept(new AuthorizationState.Closing());
                }
            }
            case "authorizationStateClosed" ->
                publish.accept(new AuthorizationState.Closed(
                        sessionEnded ? new AuthorizationState.LoggingOut().reason() : "Telegram is shut down"));
            default -> {
                LoginPrompt question = LoginPrompt.in(state);
                if (question != null) {
                    asked(question);
                }
            }
        }
    }

    private void start() {
        publish.accept(new AuthorizationState.Starting());
        if (settings.proxy() != null) {
            ProxyRoute.through(settings.proxy(), requests);
        }
        String directory = settings.databaseDirectory().toString();
        TdlibSettings.Device device = settings.device();
        proceed(
                Td.function("setTdlibParameters")
                        .put("database_directory", directory)
                        .put(
                                "files_directory",
                                settings.databaseDirectory().resolve("files").toString())
                        .put("database_encryption_key", settings.databaseKey())
                        .put("use_file_database", true)
                        .put("use_chat_info_database", true)
                        .put("use_message_database", true)
                        .put("api_id", settings.application().id())
                        .put("api_hash", settings.application().hash())
                        .put("system_language_code", "en")
                        .put("device_model", device.model())
                        .put("system_version", device.systemVersion())
                        .put("application_version", device.applicationVersion()),
                "TDLib cannot open its database");
    }

    private void asked(LoginPrompt question) {
        ObjectNode answer = login == null ? null : automatic(question, login);
        if (answer == null) {
            publish.accept(new AuthorizationState.Asks(++questions, question));
            return;
        }
        publish.accept(new AuthorizationState.SigningIn());
        proceed(answer, "Telegram rejected the automatic login");
    }

    /** Returns {@code null} if the automatic login has no answer. */
    private static @Nullable ObjectNode automatic(LoginPrompt question, TelegramNetwork.Login login) {
        return switch (question) {
            case LoginPrompt.PhoneNumber _ -> SignIn.phoneNumberIs(login.phoneNumber());
            case LoginPrompt.Code _ -> SignIn.codeIs(login.code());
            case LoginPrompt.Password _ -> login.password() == null ? null : SignIn.passwordIs(login.password());
            case LoginPrompt.EmailCode _,
                    LoginPrompt.OtherDevice _,
                    LoginPrompt.Registration _,
                    LoginPrompt.Unknown _ -> null;
        };
    }

    /** Publishes a rejection, after which TDLib sends no new state. */
    private void proceed(ObjectNode function, String refusal) {
        requests.accept(function, answer -> {
            if (Td.isError(answer)) {
                publish.accept(new AuthorizationState.NotAuthorized(refusal + ": " + Td.text(answer, "message")));
            }
        });
    }
}
