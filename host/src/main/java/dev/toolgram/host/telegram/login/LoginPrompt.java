package dev.toolgram.host.telegram.login;

import dev.toolgram.host.telegram.codec.Td;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The input that Telegram requests during a login. */
public sealed interface LoginPrompt {

    /** The account's phone number, or a confirmation by another device. */
    record PhoneNumber() implements LoginPrompt {}

    /**
     * The login code that Telegram sent.
     *
     * @param way how it was sent, for example {@code to your other devices}
     */
    record Code(String way) implements LoginPrompt {}

    /**
     * The login code that Telegram sent by e-mail.
     *
     * @param address the masked address
     */
    record EmailCode(String address) implements LoginPrompt {
        @Override
        public String toString() {
            return "EmailCode[***]";
        }
    }

    /**
     * The password of the two-step verification.
     *
     * @param hint the owner's hint; may be empty
     */
    record Password(String hint) implements LoginPrompt {
        @Override
        public String toString() {
            return "Password[***]";
        }
    }

    /**
     * The scan of a QR code with another device of the account. Telegram renews it before it expires, with another prompt.
     *
     * @param link the content of the code, a secret that toString() hides
     */
    record OtherDevice(String link) implements LoginPrompt {
        @Override
        public String toString() {
            return "OtherDevice[***]";
        }
    }

    /** A name, for a phone number without an account. */
    record Registration() implements LoginPrompt {}

    /**
     * A prompt that only an official app supports.
     *
     * @param state TDLib's name for it
     */
    record Unknown(String state) implements LoginPrompt {}

    /** The prompt in a td_api {@code AuthorizationState}; {@code null} for none. */
    static @Nullable LoginPrompt in(JsonNode state) {
        String type = Td.type(state);
        return switch (type) {
            case "authorizationStateWaitPhoneNumber" -> new PhoneNumber();
            case "authorizationStateWaitCode" ->
                new Code(way(state.path("code_info").path("type")));
            case "authorizationStateWaitEmailCode" ->
                new EmailCode(Td.text(state.path("code_info"), "email_address_pattern"));
            case "authorizationStateWaitPassword" -> new Password(Td.text(state, "password_hint"));
            case "authorizationStateWaitOtherDeviceConfirmation" -> new OtherDevice(Td.text(state, "link"));
            case "authorizationStateWaitRegistration" -> new Registration();
            default -> type.startsWith("authorizationStateWait") ? new Unknown(type) : null;
        };
    }

    private static String way(JsonNode type) {
        return switch (Td.type(type)) {
            case "authenticationCodeTypeTelegramMessage" -> "to your other devices, in the chat with Telegram";
            case "authenticationCodeTypeSms", "authenticationCodeTypeSmsWord", "authenticationCodeTypeSmsPhrase" ->
                "by SMS";
            case "authenticationCodeTypeCall" -> "by a call";
            case "authenticationCodeTypeFlashCall" -> "by a call from a number that is the code";
            case "authenticationCodeTypeMissedCall" -> "by a call from a number that ends with the code";
            case "authenticationCodeTypeFragment" -> "to https://fragment.com";
            default -> "to your phone";
        };
    }
}
