package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.HeaderText;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import dev.toolgram.host.tool.ToolRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The checks of headers that repeat parts of the body for proxies (MCP 2026-07-28, <i>Request Metadata</i>). A proxy
 * may have admitted the message because of its headers, so they must equal the body.
 */
final class MirrorHeaders {

    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String PARAMETER = "Mcp-Param-";

    /** Short, because comparing a number takes as long as its exponent says. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    private final ToolRegistry registry;

    MirrorHeaders(ToolRegistry registry) {
        this.registry = registry;
    }

    /** The error for a call whose headers differ from its body, or {@code null}. */
    @Nullable
    RpcError refusal(ClientMessage.Call call, Request request) {
        List<String> methods = request.headers(METHOD);
        if (methods.size() != 1 || !methods.getFirst().equals(call.method())) {
            return mismatch(METHOD, methods);
        }
        JsonNode name = call.params().path("name");
        if (!call.method().equals("tools/call") || !name.isString()) {
            return null;
        }
        if (!matches(request, NAME, name)) {
            return mismatch(NAME, request.headers(NAME));
        }
        return registry.snapshot()
                .find(name.stringValue())
                .map(tool -> parameters(tool.inputSchema(), call.params().path("arguments"), request))
                .orElse(null);
    }

    private static @Nullable RpcError parameters(JsonNode schema, JsonNode arguments, Request request) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode argument = arguments.path(property.getKey());
            String mirror = property.getValue().path("x-mcp-header").asString("");
            if (!mirror.isEmpty() && !matches(request, PARAMETER + mirror, argument)) {
                return mismatch(PARAMETER + mirror, request.headers(PARAMETER + mirror));
            }
            RpcError deeper = parameters(property.getValue(), argument, request);
            if (deeper != null) {
                return deeper;
            }
        }
        return null;
    }

    /** Whether a header is given once for a value, and not at all for a missing one. */
    private static boolean matches(Request request, String header, JsonNode value) {
        List<String> sent = request.headers(header);
        if (value.isMissingNode() || value.isNull()) {
            return sent.isEmpty();
        }
        if (value.isContainer()) {
            return true; // cannot be repeated in a header; the tool's validation refuses it
        }
        String text = sent.size() == 1 ? HeaderText.decode(sent.getFirst()) : null;
        return text != null && (value.isNumber() ? sameNumber(text, value) : text.equals(value.asString()));
    }

    /** Some clients write 42 as 42.0. */
    private static boolean sameNumber(String text, JsonNode value) {
        return NUMBER.matcher(text).matches() && new BigDecimal(text).compareTo(value.decimalValue()) == 0;
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
