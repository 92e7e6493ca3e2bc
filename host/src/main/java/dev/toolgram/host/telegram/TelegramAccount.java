package dev.toolgram.host.telegram;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.store.JournaledCall;
import dev.toolgram.host.store.SendJournal;
import dev.toolgram.host.telegram.chat.ChatDirectory;
import dev.toolgram.host.telegram.chat.ChatResolver;
import dev.toolgram.host.telegram.chat.RecipientReader;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.sends.JournaledRequests;
import dev.toolgram.host.tool.Recipient;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An account: its TDLib client and its known chats. Thread-safe. */
public final class TelegramAccount implements AutoCloseable {

    private final TdlibEngine engine;
    private final ChatDirectory directory;
    private final ChatResolver resolver;
    private final RecipientReader recipients;
    private final @Nullable JournaledRequests sends;

    /** An account without a journal of sends. */
    public TelegramAccount(TdlibEngine engine) {
        this(engine, null, () -> null);
    }

    /**
     * @param engine an engine that has not begun, because the first updates contain the known chats
     * @param journal records what must not be sent twice
     * @param calls returns the record of the current thread's call
     */
    public TelegramAccount(TdlibEngine engine, @Nullable SendJournal journal, Supplier<@Nullable JournaledCall> calls) {
        this.engine = engine;
        this.directory = new ChatDirectory(engine.listeners());
        this.resolver = new ChatResolver(engine, directory);
        this.recipients = new RecipientReader(engine, directory);
        this.sends = journal == null ? null : new JournaledRequests(engine, journal, calls);
    }

    public TdlibEngine engine() {
        return engine;
    }

    /** The account's bare user id; empty before the login. */
    public OptionalLong userId() {
        return directory.ownId();
    }

    /** Sends what must not be sent twice; {@code null} without a journal. */
    public @Nullable JournaledRequests sends() {
        return sends;
    }

    /** The known chats. */
    public ChatDirectory directory() {
        return directory;
    }

    /** The number of users and chats that are known without a request. */
    public int known() {
        return directory.size();
    }

    /** Resolves chat references. */
    public ChatResolver resolver() {
        return resolver;
    }

    /**
     * Resolves a reference to a chat, or to a message in it, and describes the chat.
     *
     * @throws ToolException as {@link ChatResolver#resolveMessage}
     */
    public Recipient recipient(String field, ChatReference chat, Instant deadline) {
        return recipients.of(resolver.resolveMessage(field, chat, deadline).chatId(), deadline);
    }

    /** Describes the resolved chats. */
    public RecipientReader recipients() {
        return recipients;
    }

    /** Closes TDLib. Idempotent. */
    @Override
    public void close() {
        engine.close();
    }
}
