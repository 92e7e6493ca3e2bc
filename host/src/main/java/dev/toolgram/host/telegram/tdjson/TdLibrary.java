package dev.toolgram.host.telegram.tdjson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One loaded TDLib and its receive loop: a single thread takes every answer and update from TDLib and hands it to the
 * client that it is for, in TDLib's order. The thread lives as long as a client is open. Thread-safe.
 */
public final class TdLibrary {

    private static final Logger log = LoggerFactory.getLogger(TdLibrary.class);
    private static final JsonMapper json = JsonMapper.builder().build();

    /** Two loops on one library would abort the process, so a file that was loaded before is shared. */
    private static final Map<Path, TdLibrary> loaded = new ConcurrentHashMap<>();

    /** TDLib returns as soon as it has something to say; this only bounds how late a loop without clients ends. */
    private static final Duration RECEIVE_TIMEOUT = Duration.ofSeconds(30);

    /** Lesser errors quote what the server sent, with people's names, numbers and words: that is for no log. */
    private static final int FATAL = 0;

    private static final long MAX_LOG_SIZE = 10_000_000;

    private final TdJson td;
    private final Map<Integer, Consumer<ObjectNode>> receivers = new ConcurrentHashMap<>();
    private boolean looping;

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
    public TdClient open(Consumer<ObjectNode> receiver) {
        synchronized (receivers) {
            int id = td.createClientId();
            receivers.put(id, receiver);
            if (!looping) {
                looping = true;
                Thread.ofPlatform().daemon().name("tdlib-receive").start(this::loop);
            }
            return new TdClient(id, this);
        }
    }

    void send(int clientId, ObjectNode request) {
        td.send(clientId, request.toString());
    }

    void forget(int clientId) {
        receivers.remove(clientId);
    }

    private void loop() {
        while (someoneListens()) {
            String message = td.receive(RECEIVE_TIMEOUT);
            if (message != null) {
                deliver(message);
            }
        }
    }

    /** Decides under the lock of {@link #open}, so that a new client finds either this loop running or none. */
    private boolean someoneListens() {
        synchronized (receivers) {
            looping = !receivers.isEmpty();
            return looping;
        }
    }

    private void deliver(String message) {
        try {
            JsonNode node = json.readTree(message);
            Consumer<ObjectNode> receiver =
                    receivers.get(node.path("@client_id").asInt(0));
            if (receiver != null && node instanceof ObjectNode object) {
                receiver.accept(object);
            }
        } catch (JacksonException e) {
            // Not the cause: its message quotes the text, and the text may hold anything.
            log.error("TDLib said something that is not JSON; it is ignored");
        } catch (RuntimeException e) {
            log.error("An answer or update of TDLib could not be processed", e);
        }
    }

    private static ObjectNode function(String name) {
        return JsonNodeFactory.instance.objectNode().put("@type", name);
    }
}
