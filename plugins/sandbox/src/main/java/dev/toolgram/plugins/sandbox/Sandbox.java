package dev.toolgram.plugins.sandbox;

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
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** A running sandbox: a world, an account in it, and the data centre through which clients come. Thread-safe. */
public final class Sandbox implements AutoCloseable {
    private final Schema schema;
    private final World world;
    private final Account account;
    private final Posting posting;
    private final DataCentre dataCentre;

    private Sandbox() {
        // Takes as long as everything else together, and chance decides how long that is.
        CompletableFuture<ServerKey> serverKey = CompletableFuture.supplyAsync(ServerKey::generate);
        schema = Schema.load();
        Codec codec = new Codec(schema);
        AuthKeys keys = new AuthKeys();
        Pusher pusher = new Pusher(codec, keys);
        world = StartingChats.newWorld(InstantSource.system());
        account = new Account(keys, pusher);
        Publisher publisher = new Publisher(world, pusher);
        posting = new Posting(world, new Answers(world), publisher);
        dataCentre = new DataCentre(codec, serverKey.join(), keys, new Api(world, account, publisher));
    }

    /** Starts one with the world that every sandbox begins with. */
    public static Sandbox start() {
        return new Sandbox();
    }

    /** The world; hold its monitor to read or change it. */
    public World world() {
        return world;
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
    }
}
