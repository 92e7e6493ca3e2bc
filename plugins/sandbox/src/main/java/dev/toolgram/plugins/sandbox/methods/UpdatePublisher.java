package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.AuthKey;
import dev.toolgram.plugins.sandbox.mtproto.Pusher;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;

/** Sends updates to the account's clients. */
public final class UpdatePublisher {
    private final Responses answers;
    private final Pusher pusher;

    /** About this state. */
    public UpdatePublisher(ServerState state, Pusher pusher) {
        this.answers = new Responses(state);
        this.pusher = pusher;
    }

    /** Sends updates to all clients of the account. Must be called without holding the state's monitor. */
    public void notifyAllClients(TlObject updates) {
        pusher.push(updates, AuthKey::authorized);
    }

    /** Sends updates to all clients after the response to the calling client, which does not contain them. */
    void notifyClients(RpcCall call, List<TlObject> updates) {
        TlObject told = answers.updates(updates);
        call.afterwards(() -> pusher.push(told, AuthKey::authorized));
    }

    /** Sends updates to the account's other clients after the response to the calling client. */
    void notifyOtherClients(RpcCall call, List<TlObject> updates) {
        if (!updates.isEmpty()) {
            TlObject told = answers.updates(updates);
            call.afterwards(() -> pusher.push(told, key -> key.authorized() && key != call.key()));
        }
    }
}
