package dev.toolgram.api.telegram;

/**
 * A TDLib function (td_api), declared as a record of its parameters. A plugin declares the functions it needs, with only
 * the fields it needs, or uses the generated records of {@code toolgram-tdlib}, which has all functions with all fields.
 * The host compares a plugin's own records with TDLib's schema when it loads the plugin, and rejects one with an unknown
 * function or field, or a field of another type. The plugin's manifest must list the functions ({@code Toolgram-Functions}, see
 * {@link dev.toolgram.api.ToolProvider}).
 *
 * {@snippet class="dev.toolgram.api.Snippets" region="function"}
 *
 * <p><b>Requests.</b> {@code new GetChat(5)} is sent as {@code {"@type":"getChat","chat_id":5}}: the record's simple name
 * with a lower-case first letter, and its components in snake case. A leading {@code Td} is left out, for a record that
 * would have the name of another type: {@code TdMessage} is {@code message}. Nested records follow the same rule, so an
 * {@code InputMessageText} component fills a field of TDLib's type {@code InputMessageContent}. A {@code null} component
 * is omitted, which selects TDLib's default value. {@code byte[]} is encoded as base64.
 *
 * <p><b>Responses.</b> The response is converted to {@code R}, a record with the fields that the plugin needs. Unknown
 * fields are ignored; a component that TDLib omits is {@code null}, zero or false. For a TDLib class with several
 * constructors, declare a sealed interface that permits records named after them ({@code ChatTypePrivate}): {@code @type}
 * selects the record, and a constructor that is not permitted is read as {@code null}. The host converts TDLib objects to
 * three shared types wherever they appear: {@link Entity} (from {@code chat} or {@code user}), {@link Dialog} (from
 * {@code chat}) and {@link Message} (from {@code message}). Use {@code tools.jackson.databind.JsonNode} for the response
 * as it is, and {@link Ok} for functions without a result.
 *
 * @param <R> the response: a record, a sealed interface, or {@code JsonNode}
 */
public interface TdFunction<R> {

    /** The response of a function without a result (td_api {@code ok}). */
    record Ok() {}
}
