package dev.toolgram.host.telegram;

import dev.toolgram.api.telegram.TelegramNetwork;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what TDLib asks for on its way to a logged-in account, and says where the login stands. Lives on the receive
 * thread.
 */
final class AuthorizationFlow {

    private static final String NOT_LOGGED_IN =
            "Telegram is not logged in: there is no session, or it was revoked; log in and start again";
    private static final String SESSION_ENDED =
            "Telegram has ended the session (it was revoked or logged out); log in and start again";

    private final TdlibSettings settings;
    private final Outbox outbox;
    private final Consumer<AuthorizationState> publish;
    private final TelegramNetwork.@Nullable Login login;
    private boolean sessionEnded;

    /** @param publish told of every state */
    AuthorizationFlow(TdlibSettings settings, Outbox outbox, Consumer<AuthorizationState> publish) {
        this.settings = settings;
        this.outbox = outbox;
        this.publish = publish;
        this.login = settings.network() == null ? null : settings.network().login();
    }

    /** Goes on from a td_api {@code AuthorizationState}. */
    void advance(JsonNode state) {
        switch (Td.type(state)) {
            case "authorizationStateWaitTdlibParameters" -> start();
            case "authorizationStateWaitPhoneNumber" -> signIn(TelegramNetwork.Login::phoneNumber, this::phoneNumber);
            case "authorizationStateWaitCode" -> signIn(TelegramNetwork.Login::code, this::code);
            case "authorizationStateWaitPassword" -> signIn(TelegramNetwork.Login::password, this::password);
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
                publish.accept(new AuthorizationState.Closed(sessionEnded ? SESSION_ENDED : "Telegram is shut down"));
            case "authorizationStateWaitRegistration" ->
                publish.accept(
                        new AuthorizationState.NotAuthorized("Telegram knows no account with this phone number"));
            default -> publish.accept(new AuthorizationState.NotAuthorized(NOT_LOGGED_IN));
        }
    }

    private void start() {
        publish.accept(new AuthorizationState.Starting());
        if (settings.network() != null) {
            ProxyRoute.through(settings.network().proxy(), outbox);
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

    private void signIn(
            Function<TelegramNetwork.Login, @Nullable String> answer, Function<String, ObjectNode> function) {
        String value = login == null ? null : answer.apply(login);
        if (value == null) {
            publish.accept(new AuthorizationState.NotAuthorized(NOT_LOGGED_IN));
            return;
        }
        publish.accept(new AuthorizationState.SigningIn());
        proceed(function.apply(value), "Telegram refused the automatic sign-in");
    }

    private ObjectNode phoneNumber(String value) {
        return Td.function("setAuthenticationPhoneNumber").put("phone_number", value);
    }

    private ObjectNode code(String value) {
        return Td.function("checkAuthenticationCode").put("code", value);
    }

    private ObjectNode password(String value) {
        return Td.function("checkAuthenticationPassword").put("password", value);
    }

    /** A refusal brings no new state, so it is published here; otherwise the next state says how it went. */
    private void proceed(ObjectNode function, String refusal) {
        outbox.send(function, answer -> {
            if (Td.isError(answer)) {
                publish.accept(new AuthorizationState.NotAuthorized(refusal + ": " + Td.text(answer, "message")));
            }
        });
    }
}
