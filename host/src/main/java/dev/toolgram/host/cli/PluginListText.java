package dev.toolgram.host.cli;

import dev.toolgram.host.cli.PluginList.Plugin;
import dev.toolgram.host.cli.PluginList.Tool;
import dev.toolgram.host.cli.PluginList.Variable;
import dev.toolgram.host.observe.LogText;
import dev.toolgram.host.plugin.archive.Permissions;
import java.nio.file.Path;
import java.util.List;

/** A {@link PluginList} for a terminal. */
final class PluginListText {

    private final StringBuilder text = new StringBuilder();

    private PluginListText() {}

    static String of(PluginList list) {
        PluginListText text = new PluginListText();
        list.plugins().forEach(text::plugin);
        text.line("%s, %d refused. Trust: %s; pins: %s"
                .formatted(
                        list.plugins().size() == 1 ? "1 plugin" : list.plugins().size() + " plugins",
                        list.plugins().stream()
                                .filter(plugin -> plugin.refused() != null)
                                .count(),
                        list.trust(),
                        list.pins()));
        return text.text.toString();
    }

    private void plugin(Plugin plugin) {
        String name = plugin.id() == null
                ? Path.of(plugin.file()).getFileName().toString()
                : plugin.id() + " " + plugin.version();
        String origin = plugin.origin() == null
                ? ""
                : " (%s, %s)".formatted(plugin.origin(), plugin.pinned() ? "pinned" : "not pinned");
        line(name + origin);
        if (plugin.refused() != null) {
            field("REFUSED", plugin.refused());
        }
        plugin.warnings().forEach(warning -> field("WARNING", warning));
        if (plugin.description() != null && !plugin.description().isEmpty()) {
            field("about", plugin.description());
        }
        field("file", plugin.file());
        if ("third-party".equals(plugin.origin())) {
            field("sha256", String.valueOf(plugin.sha256()));
        }
        if (plugin.requires() != null) {
            field("host", host(plugin.requires()));
            field("effects", words(plugin.effects()));
            field("functions", functions(plugin.functions()));
            field("access", plugin.access().isEmpty() ? "none" : words(plugin.access()) + " (declared, not enforced)");
        }
        if (!plugin.networks().isEmpty()) {
            field("networks", words(plugin.networks()));
        }
        if (plugin.refused() == null) {
            rows("tools", plugin.tools().stream().map(PluginListText::tool).toList());
        }
        rows(
                "settings",
                plugin.settings().stream().map(PluginListText::variable).toList());
        text.append('\n');
    }

    private static String host(String requires) {
        return switch (requires) {
            case "*" -> "any";
            default -> requires.matches("[0-9.]+") ? requires + " or later" : requires;
        };
    }

    private static String functions(List<String> functions) {
        if (functions.contains(Permissions.EVERY)) {
            return "every one (*)";
        }
        return functions.isEmpty() ? "none" : functions.size() + ": " + words(functions);
    }

    private static String tool(Tool tool) {
        String also = tool.aliases().isEmpty() ? "" : ", also " + String.join(", ", tool.aliases());
        return "%-24s %-11s %-7s %s%s".formatted(tool.name(), tool.effect(), tool.cost(), tool.route(), also);
    }

    private static String variable(Variable variable) {
        String need = variable.required()
                ? "required"
                : variable.defaultValue() == null ? "optional" : "default " + variable.defaultValue();
        String description = variable.description().isEmpty() ? "" : ". " + variable.description();
        return "%s: %s, %s%s".formatted(variable.variable(), variable.type(), need, description);
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private void rows(String label, List<String> rows) {
        field(label, rows.isEmpty() ? "none" : rows.getFirst());
        rows.stream().skip(1).forEach(row -> field("", row));
    }

    private void field(String label, String value) {
        line("    %-10s %s".formatted(label, LogText.flat(value)));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
