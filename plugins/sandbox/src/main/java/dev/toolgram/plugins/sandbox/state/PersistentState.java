package dev.toolgram.plugins.sandbox.state;

import dev.toolgram.plugins.sandbox.methods.Account;
import dev.toolgram.plugins.sandbox.methods.Api;
import dev.toolgram.plugins.sandbox.methods.ChangeListener;
import dev.toolgram.plugins.sandbox.methods.MessageService;
import dev.toolgram.plugins.sandbox.methods.OtherPeople;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.mtproto.AuthKeys;
import dev.toolgram.plugins.sandbox.mtproto.ServerKey;
import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The state that a sandbox keeps: where and who it is, its clients' keys, and every call that changed its state, with the
 * time. The world begins the same each time, so the same calls make the same state. Each is written down before it is
 * done, and so before it is answered. Thread-safe.
 */
public final class PersistentState implements ChangeListener, InstantSource, AutoCloseable {
    private static final String FILE = "sandbox.journal";

    /** In the file by their names. */
    private enum Kind {
        SERVER,
        KEY,
        PASSWORD,
        CALL,
        MESSAGE,
        MESSAGES,
        ACT,
        CLOCK,
        CALL_BY
    }

    /** By what its clients find a data centre again. */
    public record Server(ServerKey key, int port) {}

    private final Codec codec;
    private final @Nullable Journal journal;
    private volatile @Nullable Instant past;
    private volatile Duration ahead = Duration.ZERO;

    private PersistentState(Codec codec, @Nullable Journal journal) {
        this.codec = codec;
        this.journal = journal;
    }

    /** Whether a folder has the journal of an earlier run. */
    public static boolean isIn(@Nullable Path folder) {
        return folder != null && Files.exists(folder.resolve(FILE));
    }

    /** One that keeps nothing. */
    public static PersistentState none(Codec codec) {
        return new PersistentState(codec, null);
    }

    /**
     * The one in a folder, which is made when it is not there.
     *
     * @throws IllegalStateException if another sandbox uses it
     * @throws UncheckedIOException if nothing can be written there
     */
    public static PersistentState in(Path folder, Codec codec) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot make the folder " + folder, e);
        }
        return new PersistentState(codec, Journal.open(folder.resolve(FILE)));
    }

    /**
     * Has everything happen again; to be called once, before anything new happens.
     *
     * @return where and who the data centre was; {@code null} if there was none
     */
    public @Nullable Server restore(
            AuthKeys keys, Account account, Api api, MessageService posting, OtherPeople people) {
        if (journal == null) {
            return null;
        }
        Restoration restoration = new Restoration(keys, account, api, posting, people);
        past = Instant.EPOCH;
        journal.replay(restoration::apply);
        past = null;
        return restoration.server;
    }

    private final class Restoration {
        private final AuthKeys keys;
        private final Account account;
        private final Api api;
        private final MessageService posting;
        private final OtherPeople people;
        private @Nullable Server server;

        Restoration(AuthKeys keys, Account account, Api api, MessageService posting, OtherPeople people) {
            this.keys = keys;
            this.account = account;
            this.api = api;
            this.posting = posting;
            this.people = people;
        }

        private void apply(byte[] entry) {
            TlReader in = new TlReader(entry);
            switch (Kind.valueOf(in.readString())) {
                case SERVER -> server = new Server(ServerKey.of(in.readBytes()), in.readInt());
                case KEY -> keys.restore(in);
                case PASSWORD -> account.setPassword(in.readInt() == 0 ? null : in.readString());
                case CALL -> {
                    past = time(in);
                    api.repeat(codec.readFunction(in));
                }
                case CALL_BY -> {
                    past = time(in);
                    api.repeatBy(in.readLong(), codec.readFunction(in));
                }
                case MESSAGE -> {
                    past = time(in);
                    int _ = posting.receive(peer(in), in.readLong(), in.readString(), media(in));
                }
                case MESSAGES -> {
                    past = time(in);
                    int _ = posting.fill(peer(in), in.readLong(), in.readString(), in.readInt());
                }
                case ACT -> {
                    past = time(in);
                    String verb = in.readString();
                    people.repeat(verb, peer(in), in.readLong(), in.readString());
                }
                case CLOCK -> ahead = ahead.plusSeconds(in.readLong());
            }
        }

        private static Instant time(TlReader in) {
            return Instant.ofEpochSecond(in.readLong());
        }

        private static Peer peer(TlReader in) {
            return new Peer(Peer.Kind.valueOf(in.readString()), in.readLong());
        }

        private @Nullable TlObject media(TlReader in) {
            return in.remaining() == 0 ? null : codec.readObject(in);
        }
    }

    /** The world's time: now, or when that happened which happens again. */
    @Override
    public Instant instant() {
        Instant then = past;
        return then == null ? Instant.now().plus(ahead) : then;
    }

    /** Remembers where and who the data centre is. */
    public void keep(Server server) {
        append(entry(Kind.SERVER).writeBytes(server.key().encoded()).writeInt(server.port()));
    }

    /** Remembers a key, as {@link AuthKeys} writes it. */
    public void keepKey(byte[] key) {
        append(entry(Kind.KEY).writeRaw(key));
    }

    @Override
    public void passwordSet(@Nullable String password) {
        append(
                password == null
                        ? entry(Kind.PASSWORD).writeInt(0)
                        : entry(Kind.PASSWORD).writeInt(1).writeString(password));
    }

    @Override
    public void called(TlObject function) {
        if (journal != null && past == null) { // a part of a file is long to write for nothing
            append(event(Kind.CALL).writeRaw(codec.writeFunction(function)));
        }
    }

    @Override
    public void calledBy(long person, TlObject function) {
        append(event(Kind.CALL_BY).writeLong(person).writeRaw(codec.writeFunction(function)));
    }

    @Override
    public void received(Peer peer, long sender, String text, @Nullable TlObject media) {
        append(to(event(Kind.MESSAGE), peer)
                .writeLong(sender)
                .writeString(text)
                .writeRaw(media == null ? new byte[0] : codec.write(media)));
    }

    @Override
    public void filled(Peer peer, long sender, String text, int count) {
        append(to(event(Kind.MESSAGES), peer)
                .writeLong(sender)
                .writeString(text)
                .writeInt(count));
    }

    @Override
    public void acted(String verb, Peer peer, long person, String detail) {
        append(to(event(Kind.ACT).writeString(verb), peer).writeLong(person).writeString(detail));
    }

    /** Sets the world's clock forward, for good. */
    public void advance(Duration time) {
        append(entry(Kind.CLOCK).writeLong(time.toSeconds()));
        ahead = ahead.plus(time);
    }

    private static TlWriter entry(Kind kind) {
        return new TlWriter().writeString(kind.name());
    }

    private TlWriter event(Kind kind) {
        return entry(kind).writeLong(instant().getEpochSecond());
    }

    private static TlWriter to(TlWriter out, Peer peer) {
        return out.writeString(peer.kind().name()).writeLong(peer.id());
    }

    /** Replayed calls are already in the file. */
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
