package dev.toolgram.host.mcp;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells from a message which dialect its sender speaks. The body decides, the header only confirms: the modern era
 * claims its revision in {@code _meta} of every message, the era before it negotiated once.
 */
final class Era {

    static final String HEADER = "MCP-Protocol-Version";
    static final String CLAIM = "io.modelcontextprotocol/protocolVersion";

    /** Every revision that is spoken here, newest first. */
    static final List<String> VERSIONS = Stream.concat(Stream.of(Dialect2026.VERSION), Dialect2025.VERSIONS.stream())
            .toList();

    private final Dialect legacy;
    private final Dialect modern;

    Era(Dialect legacy, Dialect modern) {
        this.legacy = legacy;
        this.modern = modern;
    }

    Dialect of(String method, ObjectNode params, @Nullable String header) {
        if (params.path("_meta").has(CLAIM)) {
            return modern;
        }
        // A client that begins anew has not agreed to a revision yet, whatever it sends along.
        if (header == null || Dialect2025.VERSIONS.contains(header) || method.equals("initialize")) {
            return legacy;
        }
        return new Dialect.Refusal(
                header.equals(Dialect2026.VERSION)
                        ? RpcError.invalidParams("_meta['%s'] is required with %s %s".formatted(CLAIM, HEADER, header))
                                .travellingWith(400)
                        : RpcError.unsupportedVersion(header));
    }
}
