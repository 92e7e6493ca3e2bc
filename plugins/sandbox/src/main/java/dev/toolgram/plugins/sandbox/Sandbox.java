package dev.toolgram.plugins.sandbox;

import dev.toolgram.plugins.sandbox.memory.Memory;
import dev.toolgram.plugins.sandbox.methods.Account;
import dev.toolgram.plugins.sandbox.methods.Answers;
import dev.toolgram.plugins.sandbox.methods.Api;
import dev.toolgram.plugins.sandbox.methods.Posting;
import dev.toolgram.plugins.sandbox.methods.Publisher;
import dev.toolgram.plugins.sandbox.mtproto.AuthKeys;
import dev.toolgram.plugins.sandbox.mtproto.DataCentre;
import dev.toolgram.plugins.sandbox.mtproto.Pusher;
import dev.toolgram.plugins.sandbox.mtproto.ServerKey;
import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.Schema;
import dev.toolgram.plugins.sandbox.world.StartingChats;
import dev.toolgram.plugins.sandbox.world.World;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A running sandbox: a world, an account in it, and the data centre through which clients come. Thread-safe. */
public final class Sandbox implements AutoCloseable {
    private final Schema schema;
    private final Memory memory;
    private final World world;
    private final AuthKeys keys;
    private final Account account;
    private final Posting posting;
    private final DataCentre dataCentre;

    private Sandbox(@Nullable Path folder) {
        // Takes as long as everything else together, and chance decides how long that is.
        CompletableFuture<ServerKey> newKey = CompletableFuture.supplyAsync(ServerKey::generate);
        schema = Schema.load();
        Codec codec = new Codec(schema);
        memory = folder == null ? Memory.none(codec) : Memory.in(folder, codec);
        try {
            keys = new AuthKeys(memory::keepKey);
            Pusher pusher = new Pusher(codec, keys);
            world = StartingChats.newWorld(memory);
            account = new Account(keys, pusher, memory);
            Publisher publisher = new Publisher(world, pusher);
            posting = new Posting(world, new Answers(world), publisher, memory);
            Api api = new Api(world, account, publisher, posting, memory);
            Memory.Server before = memory.restore(keys, account, api, posting);
            ServerKey serverKey = before == null ? newKey.join() : before.key();
            dataCentre = new DataCentre(codec, serverKey, keys, api, before == null ? 0 : before.port());
            if (before == null) {
                memory.keep(new Memory.Server(serverKey, dataCentre.proxy().getPort()));
            }
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** Starts one with the world that every sandbox begins with; it is gone when it closes. */
    public static Sandbox start() {
        return new Sandbox(null);
    }

    /**
     * Starts the one that was closed, or killed, before: at the same port, with the same keys and the world as it was.
     *
     * @param folder what it remembers; begins with the world that every sandbox begins with, when it is empty
     * @throws IllegalStateException if another one uses the folder
     */
    public static Sandbox start(Path folder) {
        return new Sandbox(folder);
    }

    /** The world; hold its monitor to read or change it. */
    public World world() {
        return world;
    }

    /** What its clients have agreed on with it. */
    public AuthKeys keys() {
        return keys;
    }

    /** How one signs in. */
    public Account account() {
        return account;
    }

    /** By which others write to the account. */
    public Posting posting() {
        return posting;
    }

    /** Whether the API has such a method, answered here or not. */
    public boolean hasMethod(String name) {
        return schema.hasFunction(name);
    }

    /** Where clients come in. */
    public DataCentre dataCentre() {
        return dataCentre;
    }

    @Override
    public void close() {
        dataCentre.close();
        memory.close();
    }
}
