package dev.toolgram.host.plugin.live;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the plugins folder: file systems of containers and network mounts often send no notifications of changes. */
final class PluginsWatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PluginsWatcher.class);

    /** A file is loaded after two scans, within two seconds. */
    private static final Duration PERIOD = Duration.ofMillis(300);

    private final Path folder;
    private final Runnable scan;
    private final Thread thread = Thread.ofPlatform().daemon().name("plugins").unstarted(this::run);
    private String trouble = "";

    /**
     * Starts polling.
     *
     * @param folder named in errors
     * @param scan run again and again
     */
    PluginsWatcher(Path folder, Runnable scan) {
        this.folder = folder;
        this.scan = scan;
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                poll();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void poll() {
        try {
            scan.run();
            trouble = "";
        } catch (RuntimeException | Error e) {
            if (!e.toString().equals(trouble)) {
                trouble = e.toString();
                log.error("Cannot watch the plugins folder {}, its plugins stay as they are", folder, e);
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
