package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.plugin.archive.Permissions;
import dev.toolgram.host.plugin.archive.PluginManifest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one plugin's gateway to the functions that its manifest declares. Thread-safe. */
public final class FunctionGate implements Consumer<String> {

    private static final Logger log = LoggerFactory.getLogger(FunctionGate.class);

    private final PluginManifest manifest;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** The gate of a plugin. */
    public FunctionGate(PluginManifest manifest) {
        this.manifest = manifest;
    }

    /**
     * Lets a function through, or not. The operator hears of each function once: a plugin may try with every update.
     *
     * @throws ToolException {@code INTERNAL} if the manifest does not declare it
     */
    @Override
    public void accept(String function) {
        if (manifest.permissions().allows(function)) {
            return;
        }
        if (told.add(function)) {
            log.error(
                    "Plugin {} may not call {}: {} of its manifest does not declare it",
                    manifest.id(),
                    function,
                    Permissions.FUNCTIONS);
        }
        throw new ToolException(ErrorCode.INTERNAL, "%s is not declared".formatted(function));
    }
}
