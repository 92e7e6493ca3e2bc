package dev.toolgram.host.policy;

import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.Recipient;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.List;

/** Finds the chats that a call names. Thread-safe. */
@FunctionalInterface
public interface Recipients {

    /**
     * A chat that a call names.
     *
     * @param id TDLib's id
     * @param isWritten whether the call changes something there
     * @param recipient how a person knows it
     */
    record Chat(long id, boolean isWritten, Recipient recipient) {}

    /**
     * The chats in the order of the tool's fields.
     *
     * @throws dev.toolgram.api.ToolException if one does not resolve
     */
    List<Chat> of(RegisteredTool tool, Record input, CallContext call);
}
