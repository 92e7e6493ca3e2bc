package dev.toolgram.host.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What every message of the modern era says of itself in {@code _meta} (MCP 2026-07-28, <i>General fields</i>). */
final class Envelope {

    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String CLIENT = "io.modelcontextprotocol/clientInfo";

    private Envelope() {}

    /** Why a message with a claim cannot be answered, or {@code null} when it can. */
    static @Nullable RpcError refusal(ObjectNode params, List<String> headers) {
        JsonNode meta = params.path("_meta");
        JsonNode claim = meta.path(Era.CLAIM);
        if (!claim.isString()) {
            return malformed(Era.CLAIM, "a string");
        }
        String version = claim.stringValue();
        if (!headers.stream().allMatch(version::equals)) {
            return RpcError.headerMismatch("%s does not say '%s' as the body does".formatted(Era.HEADER, version));
        }
        // Before the header is asked for: another revision may have another one.
        if (!version.equals(Dialect2026.VERSION)) {
            return RpcError.unsupportedVersion(version);
        }
        if (headers.isEmpty()) {
            return RpcError.headerMismatch("%s is missing".formatted(Era.HEADER));
        }
        if (!meta.path(CAPABILITIES).isObject()) {
            return malformed(CAPABILITIES, "an object");
        }
        return meta.has(CLIENT) && !meta.path(CLIENT).isObject() ? malformed(CLIENT, "an object") : null;
    }

    private static RpcError malformed(String key, String type) {
        return RpcError.invalidParams("_meta['%s'] must be %s".formatted(key, type))
                .travellingWith(400);
    }
}
