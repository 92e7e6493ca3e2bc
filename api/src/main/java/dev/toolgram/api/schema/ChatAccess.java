package dev.toolgram.api.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whether the tool reads or writes the chat in this field, for the operator's rules about chats. Without it, a tool
 * whose {@link dev.toolgram.api.Effect} is {@code READ} reads all its chats, and any other tool writes them. A tool that
 * forwards messages reads one chat and writes the other:
 *
 * {@snippet class="dev.toolgram.api.Snippets" region="chatAccess"}
 *
 * <p>The component is a {@link dev.toolgram.api.telegram.ChatReference}, or a list, set, array, {@code Optional} or map
 * of them, at any depth of the input. The host rejects the plugin if it is anything else.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface ChatAccess {

    /** Whether the tool reads or writes the chat. */
    Mode value();

    /**
     * Whether the tool reports each chat of a list by itself. A chat that the caller's key may not use does not refuse the
     * call then, but is refused by {@link dev.toolgram.api.telegram.TelegramClient#resolve} with {@code FORBIDDEN}: the
     * tool has to resolve each of them there before it uses it, and to catch the exception.
     */
    boolean each() default false;

    /** The two kinds of access. */
    enum Mode {
        /** Returns or copies something of the chat, and changes nothing there. */
        READ,
        /** Sends to the chat or changes something there; may read it too. */
        WRITE
    }
}
