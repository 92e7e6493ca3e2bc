package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which chats notify the account. Nothing is kept of the settings for all chats of a kind. */
final class NotificationMethods implements MethodGroup {
    private static final List<String> SHARED_FIELDS =
            List.of("show_previews", "silent", "mute_until", "stories_muted", "stories_hide_sender");

    private final ServerState state;
    private final PeerResolver peers;
    private final UpdatePublisher publisher;

    NotificationMethods(ServerState state, PeerResolver peers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.publisher = publisher;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("account.getNotifySettings", this::getNotifySettings);
        methods.put("account.updateNotifySettings", this::updateNotifySettings);
    }

    private TlObject getNotifySettings(RpcCall call) {
        Conversation conversation = conversation(call);
        return conversation == null ? TlObject.of("peerNotifySettings") : conversation.notifySettings();
    }

    private Boolean updateNotifySettings(RpcCall call) {
        Conversation conversation = conversation(call);
        if (conversation != null) {
            TlObject given = call.function().object("settings");
            TlObject settings = TlObject.of("peerNotifySettings");
            for (String field : SHARED_FIELDS) {
                settings = settings.with(field, given.value(field));
            }
            conversation.notifyBy(settings.with("other_sound", given.value("sound"))
                    .with("stories_other_sound", given.value("stories_sound")));
            TlObject peer =
                    TlObject.of("notifyPeer", "peer", conversation.peer().toTl());
            publisher.notifyOtherClients(
                    call,
                    List.of(TlObject.of("updateNotifySettings")
                            .with("peer", peer)
                            .with("notify_settings", conversation.notifySettings())));
        }
        return true;
    }

    private @Nullable Conversation conversation(RpcCall call) {
        TlObject asked = call.function().object("peer");
        return asked.is("inputNotifyPeer") ? state.conversation(peers.peer(asked.object("peer"))) : null;
    }
}
