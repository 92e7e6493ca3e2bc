package dev.toolgram.host.telegram.tdjson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One loaded TDLib and its receive loop: a single thread takes every answer and update from TDLib and hands it to the
 * client that it is for, in TDLib's order. The thread lives as long as a client is open. Thread-safe.
 */
public final class TdLibrary {

    private static final Logger log = LoggerFactory.getLogger(TdLibrary.class);

    /** The name of TDLib's own log in the folder of its database. */
    public static final String LOG = "tdlib.log";

    /** Two loops on one library would abort the process, so a file that was loaded before is shared. */
    private static final Map<Path, TdLibrary> loaded = new ConcurrentHashMap<>();

    /** TDLib returns as soon as it has something to say; this only bounds how late a loop without clients ends. */
    private static final Duration RECEIVE_TIMEOUT = Duration.ofSeconds(30);

    /** Lesser errors quote what the server sent, with people's names, numbers and words: that is for no log. */
    private static final int FATAL = 0;

    private static final long MAX_LOG_SIZE = 10_000_000;

    /** Enough to find the place in TDLib's source, and too little for what it quotes there. */
    private static final int MAX_LAST_WORDS = 200;

    /** No client ever has this number. */
    private static final int NOBODY = 0;

    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final TdJson td;
    private final Map<Integer, Consumer<TdMessage>> receivers = new ConcurrentHashMap<>();
    private @Nullable Thread loop;

    /** A library behind the given functions. Its log is silent until {@link #logTo}. */
    public TdLibrary(TdJson td) {
        this.td = td;
        // TDLib begins by writing a lot to standard error, which is not its to write to.
        td.execute(function("setLogVerbosityLevel")
                .put("new_verbosity_level", FATAL)
                .toString());
        ObjectNode silence = function("setLogStream");
        silence.putObject("log_stream").put("@type", "logStreamEmpty");
        td.execute(silence.toString());
        td.onFatal(TdLibrary::tellLastWords);
    }

    private static void tellLastWords(String message) {
        log.error("TDLib aborts this process: {}", lastWords(message));
    }

    /** The first line of what TDLib says at its end, and not too much of it: it quotes what it was working on. */
    public static String lastWords(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() > MAX_LAST_WORDS ? line.substring(0, MAX_LAST_WORDS) + "…" : line;
    }

    /**
     * The library in a file; one that is loaded already is shared.
     *
     * @throws IllegalArgumentException if the file is no TDLib for this machine
     * @throws UncheckedIOException if the file is not there
     */
    public static TdLibrary load(Path file) {
        Path path;
        try {
            path = file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("TDLib's library " + file + " is not there", e);
        }
        return loaded.computeIfAbsent(path, real -> new TdLibrary(new NativeTdJson(real)));
    }

    /** Sends the log, which has only what ends the process, of all clients of this library to a file that TDLib rotates. */
    public void logTo(Path file) {
        ObjectNode toFile = function("setLogStream");
        toFile.putObject("log_stream")
                .put("@type", "logStreamFile")
                .put("path", file.toString())
                .put("max_file_size", MAX_LOG_SIZE)
                .put("redirect_stderr", false);
        td.execute(toFile.toString());
    }

    /**
     * Opens a client. TDLib says nothing to it before its first request.
     *
     * @param receiver gets every answer and update on the receive thread, so it must not block; what it throws is
     *     logged
     */
    public TdClient open(Consumer<TdMessage> receiver) {
        synchronized (receivers) {
            int id = td.createClientId();
            receivers.put(id, receiver);
            if (loop == null) {
                loop = Thread.ofPlatform().daemon().name("tdlib-receive").start(this::loop);
            }
            return new TdClient(id, this);
        }
    }

    void send(int clientId, byte[] request) {
        td.send(clientId, request);
    }

    void forget(int clientId) {
        receivers.remove(clientId);
    }

    /**
     * Waits until the receive loop has ended, if nobody listens any more: it should not be in TDLib when the process
     * ends, and TDLib's own memory with it.
     */
    void awaitEnd() {
        Thread ending;
        synchronized (receivers) {
            ending = receivers.isEmpty() ? loop : null;
        }
        if (ending == null || ending == Thread.currentThread()) {
            return;
        }
        td.send(
                NOBODY,
                function("close")
                        .toString()
                        .getBytes(StandardCharsets.UTF_8)); // it is told that there is no such client, which wakes it
        try {
            if (!ending.join(END_TIMEOUT)) {
                log.debug("TDLib's receive loop has not ended within {} s", END_TIMEOUT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (someoneListens()) {
            byte[] message = td.receive(RECEIVE_TIMEOUT);
            if (message != null) {
                deliver(message);
            }
        }
    }

    /** Decides under the lock of {@link #open}, so that a new client finds either this loop running or none. */
    private boolean someoneListens() {
        synchronized (receivers) {
            if (receivers.isEmpty()) {
                loop = null;
            }
            return loop != null;
        }
    }

    private void deliver(byte[] content) {
        try {
            TdMessage message = TdMessage.of(content);
            Consumer<TdMessage> receiver = receivers.get(message.clientId());
            if (receiver != null) {
                receiver.accept(message);
            }
        } catch (JacksonException e) {
            // Not the cause: its message quotes the text, and the text may hold anything.
            log.error("Ignored a message of TDLib that is not JSON");
        } catch (RuntimeException e) {
            log.error("Cannot process a response or update of TDLib", e);
        }
    }

    private static ObjectNode function(String name) {
        return JsonNodeFactory.instance.objectNode().put("@type", name);
    }
}
