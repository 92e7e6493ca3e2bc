package dev.toolgram.host.mcp;

import dev.toolgram.host.http.StrictJson;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The revisions up to 2025-11-25, which begin with {@code initialize}. Keeps no session: every call stands alone. */
final class Dialect2025 implements Dialect {

    private static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final String INSTRUCTIONS = """
            These tools act on the user's own Telegram account: what they send, everybody sees as sent by the user.
            A chat is named by @username, phone number, t.me link, 'me' for Saved Messages, or numeric id; a 'ref' or \
            'chat_ref' from a result always works.
            When an error carries retry_after, wait that many seconds before you try again.""";

    private final ToolCatalogue catalogue;
    private final ToolCalls calls;
    private final String hostVersion;

    Dialect2025(ToolCatalogue catalogue, ToolCalls calls, String hostVersion) {
        this.catalogue = catalogue;
        this.calls = calls;
        this.hostVersion = hostVersion;
    }

    @Override
    public List<String> versions() {
        return VERSIONS;
    }

    @Override
    public Reply answer(Incoming.Call call, String requestId) {
        return switch (call.method()) {
            case "initialize" -> initialize(call.params());
            case "ping" -> new Reply.Result(StrictJson.object());
            case "tools/list" -> list(call.params());
            case "tools/call" -> calls.call(call.params(), requestId);
            default -> RpcError.methodNotFound(call.method());
        };
    }

    /** Agrees to the client's revision, or offers the newest, as the lifecycle of these revisions asks. */
    private Reply initialize(ObjectNode params) {
        String wanted = params.path("protocolVersion").asString("");
        ObjectNode result =
                StrictJson.object().put("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst());
        result.putObject("capabilities").putObject("tools").put("listChanged", false);
        result.putObject("serverInfo")
                .put("name", "toolgram")
                .put("title", "Toolgram")
                .put("version", hostVersion);
        return new Reply.Result(result.put("instructions", INSTRUCTIONS));
    }

    /** All tools on one page, so no cursor was ever given out. */
    private Reply list(ObjectNode params) {
        if (params.hasNonNull("cursor")) {
            return RpcError.invalidParams("Unknown cursor");
        }
        return new Reply.Result(StrictJson.object().set("tools", catalogue.tools()));
    }
}
