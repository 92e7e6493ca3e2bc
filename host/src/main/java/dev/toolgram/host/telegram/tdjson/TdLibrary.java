package dev.toolgram.host.telegram.tdjson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * A loaded TDLib and its receive loop: a single thread receives all responses and updates and passes each to its
 * client, in TDLib's order. The thread runs while a client is open. Thread-safe.
 */
public final class TdLibrary {

    private static final Logger log = LoggerFactory.getLogger(TdLibrary.class);

    /** The name of TDLib's log file in its database folder. */
    public static final String LOG = "tdlib.log";

    /** Two receive loops on one library would abort the process, so loaded libraries are shared. */
    private static final Map<Path, TdLibrary> loaded = new ConcurrentHashMap<>();

    /** TDLib returns as soon as there is data; this only limits the delay of the loop's end. */
    private static final Duration RECEIVE_TIMEOUT = Duration.ofSeconds(30);

    /** Less severe messages quote the server's data, with names, numbers and messages, which must not be logged. */
    private static final int FATAL = 0;

    /** The level of messages that name the errors of the server. */
    private static final int WARNING = 2;

    private static final long MAX_LOG_SIZE = 10_000_000;

    /** Enough for the source location, but not for the quoted data. */
    private static final int MAX_LAST_WORDS = 200;

    /** Not a valid client id. */
    private static final int NOBODY = 0;

    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final TdJson td;
    private final Map<Integer, Consumer<TdMessage>> receivers = new ConcurrentHashMap<>();
    private final boolean readsLog;
    private @Nullable Thread loop;
    private volatile @Nullable Path logFile;

    /** Creates a library with these functions. Logging is disabled until {@link #logTo}. */
    public TdLibrary(TdJson td) {
        this.td = td;
        // By default, TDLib logs to standard error.
        setVerbosity(FATAL);
        ObjectNode silence = function("setLogStream");
        silence.putObject("log_stream").put("@type", "logStreamEmpty");
        td.execute(silence.toString());
        readsLog = td.onLog(WARNING, this::logged);
        if (readsLog) {
            setVerbosity(WARNING);
        }
    }

    private void setVerbosity(int level) {
        td.execute(function("setLogVerbosityLevel")
                .put("new_verbosity_level", level)
                .toString());
    }

    private void logged(String message, int level) {
        if (level > FATAL) {
            ServerErrors.read(message);
            return;
        }
        log.error("TDLib aborts this process: {}", lastWords(message));
        Path file = logFile;
        if (file != null) {
            try {
                Files.writeString(file, message, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                log.error("Cannot write {}", file, e);
            }
        }
    }

    /** The first line of TDLib's fatal error message, truncated because it quotes data. */
    public static String lastWords(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() > MAX_LAST_WORDS ? line.substring(0, MAX_LAST_WORDS) + "…" : line;
    }

    /**
     * Loads a library, or returns the loaded one.
     *
     * @throws IllegalArgumentException if the file is not a TDLib for this machine
     * @throws UncheckedIOException if the file is missing
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

    /** Logs fatal errors of all clients of this library to a file. */
    public void logTo(Path file) {
        if (readsLog) {
            logFile = file;
            return;
        }
        ObjectNode toFile = function("setLogStream");
        toFile.putObject("log_stream")
                .put("@type", "logStreamFile")
                .put("path", file.toString())
                .put("max_file_size", MAX_LOG_SIZE)
                .put("redirect_stderr", false);
        td.execute(toFile.toString());
    }

    /**
     * Opens a client. TDLib sends no updates before its first request.
     *
     * @param receiver gets all responses and updates on the receive thread, so it must not block; its exceptions are
     *     logged
     */
    public TdClient open(Consumer<TdMessage> receiver) {
        synchronized (receivers) {
            int id = td.createClientId();
            receivers.put(id, receiver);
            if (loop == null) {
                loop = Thread.ofPlatform().daemon().name("tdlib-receive").start(this::loop);
            }
            return new Client(id);
        }
    }

    private final class Client implements TdClient {

        private final int id;

        Client(int id) {
            this.id = id;
        }

        @Override
        public void send(byte[] request) {
            td.send(id, request);
        }

        @Override
        public void forget() {
            receivers.remove(id);
        }

        @Override
        public void awaitEnd() {
            TdLibrary.this.awaitEnd();
        }
    }

    /**
     * Waits until the receive loop has ended, if there are no clients: it must not be in TDLib when the process
     * exits and TDLib's memory is released.
     */
    private void awaitEnd() {
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
                        .getBytes(StandardCharsets.UTF_8)); // an error response for an unknown client wakes the loop
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

    /** Decides under the lock of {@link #open}, so that a new client knows whether the loop is running. */
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
            // Without the cause, because its message quotes the data.
            log.error("Ignored a message of TDLib that is not JSON");
        } catch (RuntimeException e) {
            log.error("Cannot process a response or update of TDLib", e);
        }
    }

    private static ObjectNode function(String name) {
        return JsonNodeFactory.instance.objectNode().put("@type", name);
    }
}
