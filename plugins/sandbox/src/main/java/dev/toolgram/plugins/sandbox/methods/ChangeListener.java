package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import org.jspecify.annotations.Nullable;

/** Listens to state changes, in order and before they are applied. Must be thread-safe. */
public interface ChangeListener {
    /** A client calls a method. */
    void called(TlObject function);

    /** Somebody else calls a method. */
    void calledBy(long person, TlObject function);

    /** Somebody else writes. */
    void received(Peer peer, long sender, String text, @Nullable TlObject media);

    /** Somebody else writes many messages at once. */
    void filled(Peer peer, long sender, String text, int count);

    /** Somebody else does something in a group or channel, as {@link OtherPeople#repeat} does it again. */
    void acted(String verb, Peer peer, long person, String detail);

    /** The account gets another password, or none. */
    void passwordSet(@Nullable String password);

    /** One that does not listen. */
    ChangeListener NONE = new ChangeListener() {
        @Override
        public void called(TlObject function) {}

        @Override
        public void calledBy(long person, TlObject function) {}

        @Override
        public void received(Peer peer, long sender, String text, @Nullable TlObject media) {}

        @Override
        public void filled(Peer peer, long sender, String text, int count) {}

        @Override
        public void acted(String verb, Peer peer, long person, String detail) {}

        @Override
        public void passwordSet(@Nullable String password) {}
    };
}
