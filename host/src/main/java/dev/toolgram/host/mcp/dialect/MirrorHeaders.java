package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.HeaderText;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The checks of headers that repeat parts of the body for proxies (MCP 2026-07-28, <i>Request Metadata</i>). A proxy
 * may have admitted the message because of its headers, so they must equal the body. There are no {@code Mcp-Param-}
 * headers: no plugin can declare {@code x-mcp-header}.
 */
final class MirrorHeaders {

    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";

    private MirrorHeaders() {}

    /** The error for a call whose headers differ from its body, or {@code null}. */
    static @Nullable RpcError refusal(ClientMessage.Call call, Request request) {
        List<String> methods = request.headers(METHOD);
        if (methods.size() != 1 || !methods.getFirst().equals(call.method())) {
            return mismatch(METHOD, methods);
        }
        JsonNode name = switch (call.method()) {
            case "tools/call" -> call.params().path("name");
            case "resources/read" -> call.params().path("uri");
            default -> MissingNode.getInstance();
        };
        if (!name.isString()) {
            return null;
        }
        List<String> names = request.headers(NAME);
        boolean same = names.size() == 1 && name.stringValue().equals(HeaderText.decode(names.getFirst()));
        return same ? null : mismatch(NAME, names);
    }

    private static RpcError mismatch(String header, List<String> sent) {
        return RpcError.headerMismatch(
                switch (sent.size()) {
                    case 0 -> "%s is missing".formatted(header);
                    case 1 -> "%s differs from the body".formatted(header);
                    default -> "%s is given more than once".formatted(header);
                });
    }
}
