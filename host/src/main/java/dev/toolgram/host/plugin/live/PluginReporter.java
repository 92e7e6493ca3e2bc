package dev.toolgram.host.plugin.live;

import dev.toolgram.host.observe.LogText;
import dev.toolgram.host.plugin.loading.PluginInstance;
import dev.toolgram.host.tool.RegisteredTool;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what happens to the plugins, each event in one line. Used by one thread at a time. */
final class PluginReporter {

    private static final Logger log = LoggerFactory.getLogger(PluginReporter.class);

    private Map<String, PluginInstance> known = Map.of();
    private boolean started;

    /**
     * The content of a file is not loaded.
     *
     * @param uncaught the exception of the plugin's code that is the reason; {@code null} for another reason
     */
    void rejected(PluginFile file, @Nullable Throwable uncaught) {
        PluginInstance active = file.active();
        String stays =
                active == null ? "" : "; version %s of '%s' stays loaded".formatted(active.version(), active.id());
        String line = "Rejected plugin %s: %s%s"
                .formatted(file.name(), LogText.flat(String.valueOf(file.rejection())), stays);
        try {
            log.error(line, uncaught);
        } catch (Throwable e) { // from the methods of the plugin's exception
            log.error(line);
        }
    }

    /** @param files the files that exist */
    void loaded(Collection<PluginInstance> now, Set<Path> files) {
        Map<String, PluginInstance> next = new LinkedHashMap<>();
        now.forEach(instance -> next.put(instance.id(), instance));
        next.values().stream()
                .filter(each -> !each.equals(known.get(each.id())))
                .forEach(each -> appeared(each, next));
        known.values().stream()
                .filter(each -> !next.containsKey(each.id())
                        && !files.contains(each.copy().file()))
                .forEach(each -> log.info("Unloaded plugin {} {}: its file was removed", each.id(), each.version()));
        known = next;
        started = true;
    }

    private void appeared(PluginInstance instance, Map<String, PluginInstance> next) {
        PluginInstance before = known.get(instance.id());
        boolean reset =
                before != null && before.copy().sha256().equals(instance.copy().sha256());
        boolean reloaded = before != null && before.copy().equals(instance.copy());
        String how = reloaded
                ? " with its dependencies"
                : reset
                        ? " with new settings"
                        : before != null ? ", replacing version " + before.version() : displaced(instance, next);
        String tools = instance.tools().stream().map(RegisteredTool::name).collect(Collectors.joining(", "));
        log.info(
                "{} plugin {} {}{}: {}",
                reloaded || reset ? "Reloaded" : "Loaded",
                instance.id(),
                instance.version(),
                how,
                tools.isEmpty() ? "no tools" : tools);
        instance.warnings()
                .forEach(warning -> log.warn("Plugin {}: {}", instance.copy().fileName(), warning));
        if (started) { // at the start of the host they are problems that stop it
            instance.unknownVariables()
                    .forEach(
                            unknown -> log.warn("Plugin {}: {}", instance.copy().fileName(), unknown));
        }
    }

    private String displaced(PluginInstance instance, Map<String, PluginInstance> next) {
        return known.values().stream()
                .filter(each -> !next.containsKey(each.id()))
                .filter(each -> each.copy().file().equals(instance.copy().file()))
                .findFirst()
                .map(each -> " in place of plugin '%s' in file %s"
                        .formatted(each.id(), instance.copy().fileName()))
                .orElse("");
    }
}
