package dev.toolgram.host.telegram.chat;

import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The account's chat list, which TDLib loads only on request: until then it does not know chats by their ids.
 * Loaded once, on first use; concurrent callers wait. Thread-safe.
 */
final class ChatList {

    private static final int PAGE = 100;
    private static final int COMPLETE = 404;

    private final TdlibEngine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean loaded;

    ChatList(TdlibEngine engine) {
        this.engine = engine;
    }

    /** Whether TDLib has loaded the whole list. */
    boolean isLoaded() {
        return loaded;
    }

    /** Loads the main list and the archive unless they are loaded. */
    void load(Instant deadline) {
        acquire(deadline);
        try {
            if (!loaded) {
                for (String list : List.of("chatListMain", "chatListArchive")) {
                    load(list, deadline);
                }
                loaded = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void load(String list, Instant deadline) {
        JsonNode answer;
        do {
            ObjectNode function = Td.function("loadChats").put("limit", PAGE);
            function.putObject("chat_list").put("@type", list);
            answer = engine.ask(function, deadline);
        } while (!Td.isError(answer));
        if (Td.number(answer, "code") != COMPLETE) {
            throw TdErrors.exception(answer);
        }
    }

    private void acquire(Instant deadline) {
        try {
            Duration left = Duration.between(Instant.now(), deadline);
            if (!lock.tryLock(left.toNanos(), TimeUnit.NANOSECONDS)) {
                throw TdErrors.timeout("loadChats", engine.connectionState().obstacle());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TdErrors.interrupted("loadChats");
        }
    }
}
