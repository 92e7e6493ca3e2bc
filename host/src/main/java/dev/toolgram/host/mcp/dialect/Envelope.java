package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.mcp.wire.ProtocolVersions;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The checks of a modern message's {@code _meta} (MCP 2026-07-28, <i>General fields</i>). */
final class Envelope {

    static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String CLIENT = "io.modelcontextprotocol/clientInfo";

    private Envelope() {}

    /** The error for a message that names its revision but cannot be answered, or {@code null}. */
    static @Nullable RpcError refusal(ObjectNode params, List<String> headers) {
        JsonNode meta = params.path("_meta");
        JsonNode claim = meta.path(ProtocolVersions.META_KEY);
        if (!claim.isString()) {
            return malformed(ProtocolVersions.META_KEY, "a string");
        }
        String version = claim.stringValue();
        if (!headers.stream().allMatch(version::equals)) {
            return RpcError.headerMismatch(
                    "%s differs from the body's '%s'".formatted(ProtocolVersions.HEADER, version));
        }
        // Before the check for a missing header: another revision may have another header.
        if (!version.equals(ProtocolVersions.MODERN)) {
            return RpcError.unsupportedVersion(version);
        }
        if (headers.isEmpty()) {
            return RpcError.headerMismatch("%s is missing".formatted(ProtocolVersions.HEADER));
        }
        if (!meta.path(CAPABILITIES).isObject()) {
            return malformed(CAPABILITIES, "an object");
        }
        return meta.has(CLIENT) && !meta.path(CLIENT).isObject() ? malformed(CLIENT, "an object") : null;
    }

    private static RpcError malformed(String key, String type) {
        return RpcError.invalidParams("_meta['%s'] must be %s".formatted(key, type))
                .withStatus(400);
    }
}
