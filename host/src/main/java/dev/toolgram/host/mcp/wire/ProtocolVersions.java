package dev.toolgram.host.mcp.wire;

import java.util.List;
import java.util.stream.Stream;

/** The protocol revisions, and where a message names its own. */
public final class ProtocolVersions {

    /** The header. */
    public static final String HEADER = "MCP-Protocol-Version";

    /** The key in {@code _meta}, since 2026-07-28. */
    public static final String META_KEY = "io.modelcontextprotocol/protocolVersion";

    /** Every message names this revision. */
    public static final String MODERN = "2026-07-28";

    /** Negotiated by {@code initialize}, newest first. */
    public static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    /** Every supported revision, newest first. */
    public static final List<String> ALL =
            Stream.concat(Stream.of(MODERN), LEGACY.stream()).toList();

    private ProtocolVersions() {}
}
