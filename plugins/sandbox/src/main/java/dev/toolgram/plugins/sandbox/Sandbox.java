package dev.toolgram.plugins.sandbox;

import dev.toolgram.plugins.sandbox.methods.Account;
import dev.toolgram.plugins.sandbox.methods.Api;
import dev.toolgram.plugins.sandbox.methods.MessageService;
import dev.toolgram.plugins.sandbox.methods.OtherPeople;
import dev.toolgram.plugins.sandbox.methods.Responses;
import dev.toolgram.plugins.sandbox.methods.UpdatePublisher;
import dev.toolgram.plugins.sandbox.model.SeedChats;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.AuthKeys;
import dev.toolgram.plugins.sandbox.mtproto.DataCentre;
import dev.toolgram.plugins.sandbox.mtproto.Pusher;
import dev.toolgram.plugins.sandbox.mtproto.ServerKey;
import dev.toolgram.plugins.sandbox.state.PersistentState;
import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A running sandbox: a state, an account in it, and the data centre through which clients come. Thread-safe. */
public final class Sandbox implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);

    private final Schema schema;
    private final PersistentState memory;
    private final ServerState state;
    private final AuthKeys keys;
    private final Account account;
    private final MessageService posting;
    private final OtherPeople people;
    private final Api api;
    private final Thread clock;
    private final DataCentre dataCentre;

    private Sandbox(@Nullable Path folder, int chats, @Nullable Path uploads) {
        // Takes as long as everything else together, and chance decides how long that is.
        CompletableFuture<ServerKey> newKey =
                PersistentState.isIn(folder) ? null : CompletableFuture.supplyAsync(ServerKey::generate);
        schema = Schema.load();
        Codec codec = new Codec(schema);
        memory = folder == null ? PersistentState.none(codec) : PersistentState.in(folder, codec);
        try {
            keys = new AuthKeys(memory::keepKey);
            Pusher pusher = new Pusher(codec, keys);
            state = SeedChats.newState(memory, chats);
            if (uploads != null) {
                state.files().storeIn(uploads);
            }
            account = new Account(keys, pusher, memory);
            UpdatePublisher publisher = new UpdatePublisher(state, pusher);
            posting = new MessageService(state, new Responses(state), publisher, memory);
            people = new OtherPeople(state, publisher, memory);
            api = new Api(state, account, publisher, posting, memory);
            PersistentState.Server before = memory.restore(keys, account, api, posting, people);
            ServerKey serverKey = before != null ? before.key() : newKey != null ? newKey.join() : ServerKey.generate();
            dataCentre = new DataCentre(codec, serverKey, keys, api, before == null ? 0 : before.port());
            if (before == null) {
                memory.keep(
                        new PersistentState.Server(serverKey, dataCentre.proxy().getPort()));
            }
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
        clock = Thread.ofVirtual().name("sandbox clock").start(this::watchTheClock);
    }

    /** Starts one with the world that every sandbox begins with; it is gone when it closes. */
    public static Sandbox start() {
        return new Sandbox(null, 0, null);
    }

    /**
     * Starts the one that was closed, or killed, before: at the same port, with the same keys and the world as it was.
     *
     * @param folder what it remembers; begins with the world that every sandbox begins with, when it is empty
     * @throws IllegalStateException if another one uses the folder
     */
    public static Sandbox start(Path folder) {
        return new Sandbox(folder, 0, null);
    }

    /**
     * Starts one with more private chats than every sandbox begins with.
     *
     * @param folder as in {@link #start(Path)}; {@code null} for one that keeps nothing
     * @param chats how many more; the same at every start from the same folder
     * @param uploads an existing folder for the files that clients upload, until it closes
     */
    public static Sandbox start(@Nullable Path folder, int chats, Path uploads) {
        return new Sandbox(folder, chats, uploads);
    }

    /** The state; hold its monitor to read or change it. */
    public ServerState state() {
        return state;
    }

    /** The authorization keys of its clients. */
    public AuthKeys keys() {
        return keys;
    }

    /** The login credentials. */
    public Account account() {
        return account;
    }

    /** By which others write to the account. */
    public MessageService posting() {
        return posting;
    }

    /** The actions of other people in groups and channels. */
    public OtherPeople people() {
        return people;
    }

    /** Sets the clock forward; returns the new time. */
    public Instant advanceClock(Duration time) {
        synchronized (state) {
            memory.advance(time);
            return memory.instant();
        }
    }

    /** By which others react, vote and read. */
    public Api api() {
        return api;
    }

    /** Whether the API has such a method, answered here or not. */
    public boolean hasMethod(String name) {
        return schema.hasFunction(name);
    }

    /** The address for clients. */
    public DataCentre dataCentre() {
        return dataCentre;
    }

    /** Sends scheduled messages when their time has come. */
    private void watchTheClock() {
        try {
            while (true) {
                Thread.sleep(TICK);
                posting.sendDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clock.interrupt();
        dataCentre.close();
        state.files().close();
        memory.close();
    }
}
