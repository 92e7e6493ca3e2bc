package dev.toolgram.host.telegram.login;

import dev.toolgram.host.telegram.codec.Td;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Telegram wants to know of a person who signs in. */
public sealed interface LoginPrompt {

    /** The account's phone number; or else another device shall confirm. */
    record PhoneNumber() implements LoginPrompt {}

    /**
     * The code that Telegram has just sent.
     *
     * @param way where to look for it, for example {@code to your other devices}
     */
    record Code(String way) implements LoginPrompt {}

    /**
     * The code that Telegram has just sent by e-mail.
     *
     * @param address the address, most of it hidden
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
     * @param hint what its owner wrote to remember it; may be empty
     */
    record Password(String hint) implements LoginPrompt {
        @Override
        public String toString() {
            return "Password[***]";
        }
    }

    /**
     * That another device of the account scans a QR code. Telegram renews it before it expires, by another question.
     *
     * @param link what the code says; good for a sign-in, so it does not print
     */
    record OtherDevice(String link) implements LoginPrompt {
        @Override
        public String toString() {
            return "OtherDevice[***]";
        }
    }

    /** A name: there is no account with this phone number yet. */
    record Registration() implements LoginPrompt {}

    /**
     * Something that only an official app can answer.
     *
     * @param state TDLib's name for it
     */
    record Unknown(String state) implements LoginPrompt {}

    /** The question in a td_api {@code AuthorizationState}; {@code null} if it asks nothing. */
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
