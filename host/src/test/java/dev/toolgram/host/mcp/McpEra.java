package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;

import dev.toolgram.host.http.RawStream;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** A client of each era, with all that its messages need. */
public enum McpEra {
    LEGACY,
    MODERN;

    /** Takes a document or a stream. */
    public static final String EVENTS = "Accept: application/json, text/event-stream\r\n";

    /** Takes a document only. */
    public static final String JSON = "Accept: application/json\r\n";

    /** Sends a call and does not wait. The id and the params are JSON. */
    public RawStream call(int port, String accept, String id, String method, String params) throws IOException {
        return RawStream.open(port, "POST", headers(method, params) + accept, body(id, method, params));
    }

    /** Sends a call of a tool that has no arguments, with a progress token, and does not wait. */
    public RawStream callTool(int port, String accept, String id, String tool) throws IOException {
        return call(
                port,
                accept,
                id,
                "tools/call",
                "{\"name\":\"%s\",\"_meta\":{\"progressToken\":\"t\"}}".formatted(tool));
    }

    String headers(String method, String params) {
        if (this == LEGACY) {
            return "MCP-Protocol-Version: 2025-11-25\r\n";
        }
        String name = json(params)
                .path(method.equals("resources/read") ? "uri" : "name")
                .asString("");
        return "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + method + "\r\n"
                + (name.isEmpty() ? "" : "Mcp-Name: " + name + "\r\n");
    }

    String body(String id, String method, String params) {
        ObjectNode fields = (ObjectNode) json(params);
        if (this == MODERN) {
            ObjectNode meta = fields.withObjectProperty("_meta");
            meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
            meta.putObject("io.modelcontextprotocol/clientCapabilities");
        }
        return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}".formatted(id, method, fields);
    }
}
