package dev.toolgram.plugins.sandbox.memory;

import dev.toolgram.plugins.sandbox.methods.Account;
import dev.toolgram.plugins.sandbox.methods.Api;
import dev.toolgram.plugins.sandbox.methods.Posting;
import dev.toolgram.plugins.sandbox.methods.WorldLog;
import dev.toolgram.plugins.sandbox.mtproto.AuthKeys;
import dev.toolgram.plugins.sandbox.mtproto.ServerKey;
import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import dev.toolgram.plugins.sandbox.tl.TlWriter;
import dev.toolgram.plugins.sandbox.world.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox remembers: where and who it is, its clients' keys, and every call that changed its world, with the
 * time. The world begins the same each time, so the same calls make the same world. Each is written down before it is
 * done, and so before it is answered. Thread-safe.
 */
public final class Memory implements WorldLog, InstantSource, AutoCloseable {
    private static final String FILE = "sandbox.journal";

    /** In the file by their names. */
    private enum Kind {
        SERVER,
        KEY,
        PASSWORD,
        CALL,
        MESSAGE,
        MESSAGES
    }

    /** By what its clients find a data centre again. */
    public record Server(ServerKey key, int port) {}

    private final Codec codec;
    private final @Nullable Journal journal;
    private volatile @Nullable Instant past;

    private Memory(Codec codec, @Nullable Journal journal) {
        this.codec = codec;
        this.journal = journal;
    }

    /** One that keeps nothing. */
    public static Memory none(Codec codec) {
        return new Memory(codec, null);
    }

    /**
     * The one in a folder, which is made when it is not there.
     *
     * @throws IllegalStateException if another sandbox uses it
     * @throws UncheckedIOException if nothing can be written there
     */
    public static Memory in(Path folder, Codec codec) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot make the folder " + folder, e);
        }
        return new Memory(codec, Journal.open(folder.resolve(FILE)));
    }

    /**
     * Has everything happen again; to be called once, before anything new happens.
     *
     * @return where and who the data centre was; {@code null} if there was none
     */
    public @Nullable Server restore(AuthKeys keys, Account account, Api api, Posting posting) {
        if (journal == null) {
            return null;
        }
        Restoration restoration = new Restoration(keys, account, api, posting);
        past = Instant.EPOCH;
        journal.replay(restoration::apply);
        past = null;
        return restoration.server;
    }

    private final class Restoration {
        private final AuthKeys keys;
        private final Account account;
        private final Api api;
        private final Posting posting;
        private @Nullable Server server;

        Restoration(AuthKeys keys, Account account, Api api, Posting posting) {
            this.keys = keys;
            this.account = account;
            this.api = api;
            this.posting = posting;
        }

        private void apply(byte[] entry) {
            TlReader in = new TlReader(entry);
            switch (Kind.valueOf(in.text())) {
                case SERVER -> server = new Server(ServerKey.of(in.bytes()), in.number());
                case KEY -> keys.restore(in);
                case PASSWORD -> account.setPassword(in.number() == 0 ? null : in.text());
                case CALL -> {
                    past = time(in);
                    api.repeat(codec.readFunction(in));
                }
                case MESSAGE -> {
                    past = time(in);
                    int _ = posting.receive(peer(in), in.big(), in.text(), media(in));
                }
                case MESSAGES -> {
                    past = time(in);
                    int _ = posting.fill(peer(in), in.big(), in.text(), in.number());
                }
            }
        }

        private static Instant time(TlReader in) {
            return Instant.ofEpochSecond(in.big());
        }

        private static Peer peer(TlReader in) {
            return new Peer(Peer.Kind.valueOf(in.text()), in.big());
        }

        private @Nullable TlObject media(TlReader in) {
            return in.remaining() == 0 ? null : codec.readObject(in);
        }
    }

    /** The world's time: now, or when that happened which happens again. */
    @Override
    public Instant instant() {
        Instant then = past;
        return then == null ? Instant.now() : then;
    }

    /** Remembers where and who the data centre is. */
    public void keep(Server server) {
        append(entry(Kind.SERVER).bytes(server.key().encoded()).number(server.port()));
    }

    /** Remembers a key, as {@link AuthKeys} writes it. */
    public void keepKey(byte[] key) {
        append(entry(Kind.KEY).raw(key));
    }

    @Override
    public void passwordSet(@Nullable String password) {
        append(
                password == null
                        ? entry(Kind.PASSWORD).number(0)
                        : entry(Kind.PASSWORD).number(1).text(password));
    }

    @Override
    public void called(TlObject function) {
        append(event(Kind.CALL).raw(codec.writeFunction(function)));
    }

    @Override
    public void received(Peer peer, long sender, String text, @Nullable TlObject media) {
        append(to(event(Kind.MESSAGE), peer)
                .big(sender)
                .text(text)
                .raw(media == null ? new byte[0] : codec.write(media)));
    }

    @Override
    public void filled(Peer peer, long sender, String text, int count) {
        append(to(event(Kind.MESSAGES), peer).big(sender).text(text).number(count));
    }

    private static TlWriter entry(Kind kind) {
        return new TlWriter().text(kind.name());
    }

    private TlWriter event(Kind kind) {
        return entry(kind).big(instant().getEpochSecond());
    }

    private static TlWriter to(TlWriter out, Peer peer) {
        return out.text(peer.kind().name()).big(peer.id());
    }

    /** What happens again is written down already. */
    private void append(TlWriter entry) {
        if (journal != null && past == null) {
            journal.append(entry.toBytes());
        }
    }

    @Override
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }
}
