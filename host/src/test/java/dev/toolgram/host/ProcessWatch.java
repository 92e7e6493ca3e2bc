package dev.toolgram.host;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;

/** Reads, again and again, what everybody on the machine can read of the processes below this one. */
@NullMarked
final class ProcessWatch implements AutoCloseable {

    private final Set<String> commandLines = ConcurrentHashMap.newKeySet();
    private final Set<String> childrensEnvironments = ConcurrentHashMap.newKeySet();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::watch);
    private volatile boolean open = true;

    ProcessWatch() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/cmdline")), "there is no /proc to look into");
        thread.start();
    }

    /** As {@code ps} shows them. */
    Set<String> commandLines() {
        return Set.copyOf(commandLines);
    }

    /** The input of the child processes of hosts; the hosts' own input comes from the operator. */
    Set<String> childrensEnvironments() {
        return Set.copyOf(childrensEnvironments);
    }

    private void watch() {
        while (open) {
            ProcessHandle.current().descendants().forEach(process -> look(Path.of("/proc", "" + process.pid())));
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(Path process) {
        try {
            String commandLine = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            commandLines.add(commandLine);
            if (commandLine.contains("first-opening")) {
                childrensEnvironments.add(Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        thread.join();
    }
}
