package dev.toolgram.host.plugin;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers what becomes of each plugin file, in the order in which they were found. Used by one thread. */
final class PluginReports {

    private static final Logger log = LoggerFactory.getLogger(PluginReports.class);

    private final Map<Path, PluginReport> reports = new LinkedHashMap<>();

    void note(Path file, UnaryOperator<PluginReport> change) {
        reports.put(file, change.apply(reports.getOrDefault(file, PluginReport.of(file))));
    }

    /** An operator should know of these, though the plugin works. */
    void warn(Path file, List<String> warnings) {
        warnings.forEach(warning -> log.warn("Plugin {}: {}", file.getFileName(), warning));
        note(file, report -> report.withWarnings(warnings));
    }

    List<PluginReport> all() {
        return List.copyOf(reports.values());
    }
}
