package dev.toolgram.host.plugin;

import dev.toolgram.host.observe.LogText;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator what becomes of the plugins: each thing in one line, and once. Used by one thread at a time. */
final class PluginReporter {

    private static final Logger log = LoggerFactory.getLogger(PluginReporter.class);

    private Map<String, PluginGeneration> known = Map.of();

    /** The content of a file is not served. */
    void refused(PluginFile file, String why) {
        String reason = LogText.flat(why);
        if (!file.refuse(reason)) {
            return;
        }
        PluginGeneration serving = file.serving();
        if (serving == null) {
            log.error("Plugin {} is not loaded: {}", file.name(), reason);
        } else {
            log.error(
                    "Plugin {} is not loaded: {}; version {} of '{}' goes on",
                    file.name(),
                    reason,
                    serving.version(),
                    serving.id());
        }
    }

    /** The file has changed or gone, and what was in it must stay. */
    void pinned(PluginFile file) {
        log.warn(
                "Plugin {} brings the Telegram that is in use, or what that depends on: what has become of the file"
                        + " takes effect at the next start",
                file.name());
    }

    /** These are served now. */
    void serving(Collection<PluginGeneration> now, Collection<PluginFile> files) {
        Map<String, PluginGeneration> next = new LinkedHashMap<>();
        now.forEach(generation -> next.put(generation.id(), generation));
        next.values().stream()
                .filter(each -> !each.equals(known.get(each.id())))
                .forEach(each -> appeared(each, next));
        known.values().stream()
                .filter(each -> !next.containsKey(each.id()) && isFree(each, files))
                .forEach(each -> log.info("Plugin {} {} is removed", each.id(), each.version()));
        known = next;
    }

    private void appeared(PluginGeneration generation, Map<String, PluginGeneration> next) {
        PluginGeneration before = known.get(generation.id());
        String what;
        if (before != null) {
            what = before.copy().equals(generation.copy())
                    ? "is loaded anew with what it depends on"
                    : "replaces " + before.version();
        } else {
            what = known.values().stream()
                    .filter(each -> !next.containsKey(each.id()))
                    .filter(each -> each.copy().file().equals(generation.copy().file()))
                    .findFirst()
                    .map(each -> "takes the place of plugin '%s', whose file %s holds it now"
                            .formatted(each.id(), generation.copy().fileName()))
                    .orElse("");
        }
        log.info(
                "Plugin {} {}{}: {}",
                generation.id(),
                generation.version(),
                what.isEmpty() ? "" : " " + what,
                generation.tools().isEmpty()
                        ? "no tools"
                        : generation.tools().stream().map(RegisteredTool::name).collect(Collectors.joining(", ")));
        generation
                .warnings()
                .forEach(warning -> log.warn("Plugin {}: {}", generation.copy().fileName(), warning));
    }

    /** Whether nothing else was said of what became of it: it was neither refused nor did another one take its place. */
    private static boolean isFree(PluginGeneration generation, Collection<PluginFile> files) {
        return files.stream()
                .noneMatch(file -> file.path().equals(generation.copy().file()));
    }
}
