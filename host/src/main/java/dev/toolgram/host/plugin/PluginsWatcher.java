package dev.toolgram.host.plugin;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into a folder again and again, because not every file system tells of its changes: those of containers and of
 * other machines often do not.
 */
final class PluginsWatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PluginsWatcher.class);

    /** A file is served after two looks, and within two seconds. */
    private static final Duration PERIOD = Duration.ofMillis(300);

    private final Path folder;
    private final LivePlugins plugins;
    private final Thread thread = Thread.ofPlatform().daemon().name("plugins").unstarted(this::run);
    private String trouble = "";

    /** @param folder named where it cannot be followed */
    PluginsWatcher(Path folder, LivePlugins plugins) {
        this.folder = folder;
        this.plugins = plugins;
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                look();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void look() {
        try {
            plugins.look();
            trouble = "";
        } catch (RuntimeException | Error e) {
            if (!e.toString().equals(trouble)) {
                trouble = e.toString();
                log.error("The plugins folder {} cannot be followed; its plugins stay as they are", folder, e);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
