package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolMenu;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolSnapshot;
import dev.toolgram.host.tool.ToolVisibility;
import dev.toolgram.host.tool.VisibleTools;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** The result of {@code tools/list}, written once for each set of visible tools, and the index of those left out. Thread-safe. */
final class ToolList {

    private record Known(RawValue list, ToolIndex index) {}

    private final VisibleTools<Known> tools;
    private final ToolMenu menu;

    ToolList(ToolRegistry registry, ToolVisibility visibility, ToolMenu menu) {
        this.menu = menu;
        this.tools = new VisibleTools<>(registry, visibility, visible -> know(visible, menu));
    }

    /** The tools that the caller sees, ordered by name, on one page: no cursor is ever valid. */
    Reply.Final list(ObjectNode params, ToolSnapshot usable, @Nullable String keyName) {
        return params.hasNonNull("cursor")
                ? RpcError.invalidParams("Unknown cursor")
                : new Reply.Result(StrictJson.object()
                        .putRawValue("tools", tools.get(usable, keyName).list()));
    }

    /** The tools that the caller can find. */
    ToolIndex index(ToolSnapshot usable, @Nullable String keyName) {
        return tools.get(usable, keyName).index();
    }

    /** Whether a tool can be called. */
    boolean offers(RegisteredTool tool) {
        return menu.offers(tool);
    }

    private static Known know(Collection<RegisteredTool> visible, ToolMenu menu) {
        List<RegisteredTool> offered = visible.stream().filter(menu::offers).toList();
        List<RegisteredTool> listed = offered.stream().filter(menu::lists).toList();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        listed.forEach(tool -> list.add(ToolDescription.of(tool)));
        if (listed.size() < offered.size()) {
            List<String> others = offered.stream()
                    .filter(tool -> !listed.contains(tool))
                    .map(RegisteredTool::name)
                    .toList();
            list.add(FindingTools.find(others)).add(FindingTools.call());
        }
        SerializedString json = new SerializedString(StrictJson.text(list));
        var _ = json.asUnquotedUTF8(); // keeps the bytes
        return new Known(new RawValue(json), new ToolIndex(offered));
    }
}
