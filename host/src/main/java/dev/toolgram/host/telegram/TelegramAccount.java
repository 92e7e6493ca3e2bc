package dev.toolgram.host.telegram;

import dev.toolgram.host.telegram.chat.ChatDirectory;
import dev.toolgram.host.telegram.chat.ChatResolver;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.TdlibSettings;
import java.util.OptionalLong;

/** An account: its TDLib client and its known chats. Thread-safe. */
public final class TelegramAccount implements AutoCloseable {

    private final TdlibEngine engine;
    private final ChatDirectory directory;
    private final ChatResolver resolver;

    /** @param engine an engine that has not begun, because the first updates contain the known chats */
    public TelegramAccount(TdlibEngine engine) {
        this.engine = engine;
        this.directory = new ChatDirectory(engine.listeners());
        this.resolver = new ChatResolver(engine, directory);
    }

    /**
     * Starts TDLib and returns at once.
     *
     * @throws RuntimeException as {@link TdlibEngine#start} says
     */
    public static TelegramAccount start(TdlibSettings settings) {
        TelegramAccount account = new TelegramAccount(TdlibEngine.claim(settings));
        account.engine.begin();
        return account;
    }

    public TdlibEngine engine() {
        return engine;
    }

    /** The account's bare user id; empty before the login. */
    public OptionalLong userId() {
        return directory.ownId();
    }

    ChatDirectory directory() {
        return directory;
    }

    ChatResolver resolver() {
        return resolver;
    }

    /** Closes TDLib. Idempotent. */
    @Override
    public void close() {
        engine.close();
    }
}
