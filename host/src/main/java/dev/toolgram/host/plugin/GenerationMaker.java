package dev.toolgram.host.plugin;

import dev.toolgram.host.config.PluginVariables;
import java.util.List;

/** Makes what is served of the files' contents: at first without tools, which need a Telegram. Used by one thread. */
final class GenerationMaker implements PluginChange.Maker {

    private final LivePlugins.Options options;
    private final PluginFiles files;
    private final PluginVariables variables;
    private final PluginServices services;
    private boolean publishing;

    /**
     * Makes no tools yet.
     *
     * @param variables where plugins' settings are
     * @param services what plugins are given
     */
    GenerationMaker(
            LivePlugins.Options options, PluginFiles files, PluginVariables variables, PluginServices services) {
        this.options = options;
        this.files = files;
        this.variables = variables;
        this.services = services;
    }

    /** Tools can be made from now on. */
    void beginPublishing() {
        publishing = true;
    }

    @Override
    public PluginGeneration load(PluginCopy copy, List<PluginGeneration> dependencies) throws PluginRefusedException {
        return PluginGeneration.load(copy, dependencies, options.hostVersion(), options.startLimit());
    }

    @Override
    public void publish(PluginGeneration generation) throws PluginRefusedException {
        if (!publishing) {
            return;
        }
        List<String> others = files.all().stream()
                .flatMap(file -> file.ids().stream())
                .filter(id -> !id.equals(generation.id()))
                .toList();
        try {
            generation.publish(services, variables, others);
        } finally {
            files.file(generation.copy().file()).settings(generation.settings());
        }
    }

    @Override
    public boolean isPinned(PluginFile file) {
        return files.isPinned(file);
    }
}
