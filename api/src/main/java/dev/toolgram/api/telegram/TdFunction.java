package dev.toolgram.api.telegram;

/**
 * A function of TDLib (td_api), written as a record that holds its parameters. A plugin declares the functions it
 * needs, with only the fields it needs; nothing is generated, and every function is reachable. The plugin's manifest
 * names them, too ({@code Toolgram-Functions}, see {@link dev.toolgram.api.ToolProvider}).
 *
 * {@snippet :
 * record GetChat(long chatId) implements TdFunction<Chat> {}
 * record Chat(long id, String title) {}
 * }
 *
 * <p><b>To TDLib.</b> {@code new GetChat(5)} is sent as {@code {"@type":"getChat","chat_id":5}}: the record's simple
 * name with a small first letter, its components in snake case. Records inside follow the same rule, so an
 * {@code InputMessageText} component fills a field of TDLib's type {@code InputMessageContent}. A {@code null}
 * component is left out, which is TDLib's default value. {@code byte[]} becomes base64.
 *
 * <p><b>From TDLib.</b> The answer is read into {@code R}: a record with the fields you want, unknown fields are
 * ignored; a component that TDLib left out is {@code null}, zero or false. For a TDLib class with several constructors
 * declare a sealed interface that permits records named after them ({@code ChatTypePrivate}); {@code @type} chooses,
 * and a constructor that is not permitted reads as {@code null}. Three shapes are known to the host and are read from
 * TDLib's objects wherever they appear: {@link Entity} (from {@code chat} or {@code user}), {@link Dialog} (from
 * {@code chat}) and {@link Message} (from {@code message}). {@code tools.jackson.databind.JsonNode} takes everything as
 * it is, and {@link Ok} is for functions that answer nothing.
 *
 * @param <R> the answer: a record, a sealed interface, or {@code JsonNode}
 */
public interface TdFunction<R> {

    /** The answer of a function that answers nothing (td_api {@code ok}). */
    record Ok() {}
}
