package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A protocol era: its methods and their replies. Implementations are thread-safe. */
public interface Dialect {

    /**
     * Answers a call.
     *
     * @param out gets the reply, exactly once, perhaps on another thread
     */
    void answer(ClientMessage.Call call, Request request, Consumer<Reply> out);

    /** Handles a notification, and returns an error if it is refused. */
    default @Nullable RpcError handle(ClientMessage.Notification notification, Request request) {
        return null;
    }
}
