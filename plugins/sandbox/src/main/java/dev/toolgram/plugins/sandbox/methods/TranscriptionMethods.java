package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Map;

/** The words of voice messages, which the sandbox makes up and, as the server, sends after the response. */
final class TranscriptionMethods implements MethodGroup {
    /** Long enough for the client to see that it has to wait. */
    private static final long MILLIS = 300;

    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final UpdatePublisher publisher;

    TranscriptionMethods(ServerState state, PeerResolver peers, Responses answers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.transcribeAudio", this::transcribe);
    }

    private TlObject transcribe(RpcCall call) {
        TlObject asked = call.function();
        var conversation = peers.readable(asked.object("peer"));
        int id = asked.intField("msg_id");
        Message message = conversation.message(id);
        if (message == null || !message.hasDocument("documentAttributeAudio")) {
            throw RpcError.bad("MSG_VOICE_MISSING");
        }
        long transcription = state.files().nextId();
        TlObject update = TlObject.of("updateTranscribedAudio")
                .with("peer", conversation.peer().toTl())
                .with("msg_id", id)
                .with("transcription_id", transcription)
                .with("text", "The sandbox heard voice message %d.".formatted(id));
        call.afterwards(() -> Thread.ofVirtual().start(() -> publish(update)));
        return TlObject.of("messages.transcribedAudio")
                .with("pending", true)
                .with("transcription_id", transcription)
                .with("text", "");
    }

    private void publish(TlObject update) {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        TlObject told;
        synchronized (state) {
            told = answers.updates(List.of(update));
        }
        publisher.notifyAllClients(told);
    }
}
