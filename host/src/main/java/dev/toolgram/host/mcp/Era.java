package dev.toolgram.host.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells from a message which era of the protocol its sender speaks. The body decides, the header only confirms: the
 * modern era claims its revision in {@code _meta} of every message, the era before it negotiated once.
 */
final class Era {

    static final String HEADER = "MCP-Protocol-Version";

    private static final String CLAIM = "io.modelcontextprotocol/protocolVersion";
    private static final String MODERN = "2026-07-28";

    private Era() {}

    /**
     * Why a message cannot be understood in the 2025 era, or {@code null} when it can.
     *
     * @param supported the revisions of that era
     */
    static @Nullable RpcError refusal(
            String method, ObjectNode params, @Nullable String header, List<String> supported) {
        JsonNode meta = params.path("_meta");
        if (meta.has(CLAIM)) {
            JsonNode claim = meta.path(CLAIM);
            return claim.isString()
                    ? RpcError.unsupportedVersion(supported, claim.stringValue())
                    : RpcError.invalidParams("_meta['%s'] must be a string".formatted(CLAIM))
                            .travellingWith(400);
        }
        // A client that begins anew has not agreed to a revision yet, whatever it sends along.
        if (header == null || supported.contains(header) || method.equals("initialize")) {
            return null;
        }
        return header.equals(MODERN)
                ? RpcError.invalidParams("_meta['%s'] is required with %s %s".formatted(CLAIM, HEADER, header))
                        .travellingWith(400)
                : RpcError.unsupportedVersion(supported, header);
    }
}
