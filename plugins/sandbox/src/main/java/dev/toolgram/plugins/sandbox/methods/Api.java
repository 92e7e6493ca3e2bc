package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.mtproto.RpcHandler;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responses the methods of the API. TDLib asks for far more than are here; what nobody needs is refused, which it takes
 * well.
 */
public final class Api implements RpcHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    /** The methods that change no world: they only read, or are about keys and codes. */
    private static final Pattern READS = Pattern.compile(
            "(?!account\\.updateNotifySettings)(auth|account|help|langpack|updates)\\..*|[a-z]+\\.(get|search|resolve|check)([A-Z].*)?");

    private final ServerState state;
    private final ChangeListener log;
    private final Map<String, ApiMethod> methods = new HashMap<>();

    /** Over a state, for an account. */
    public Api(
            ServerState state, Account account, UpdatePublisher publisher, MessageService posting, ChangeListener log) {
        this.state = state;
        this.log = log;
        PeerResolver peers = new PeerResolver(state);
        Responses answers = new Responses(state);
        List<MethodGroup> groups = List.of(
                new ConfigMethods(),
                new AuthMethods(state, account),
                new PasswordMethods(state, account),
                new UpdateMethods(state, peers, answers),
                new DialogMethods(state, peers, answers),
                new FolderMethods(state, publisher),
                new HistoryMethods(state, peers, answers, publisher),
                new SendMethods(state, peers, posting),
                new ForwardMethods(state, peers, posting),
                new EditMethods(state, peers, answers, publisher),
                new PinMethods(state, peers, answers, publisher),
                new UserMethods(state, peers),
                new ContactMethods(state),
                new PeopleMethods(state, peers, answers, publisher),
                new NotificationMethods(state, peers, publisher),
                new ChannelMethods(state, peers, answers, posting),
                new MemberMethods(state, peers),
                new ForumMethods(state, peers, answers, posting),
                new GroupMethods(state, peers, answers, posting),
                new ModerationMethods(state, peers, answers, posting, publisher),
                new InviteMethods(state, peers, answers, posting),
                new FileMethods(state));
        groups.forEach(group -> group.addTo(methods));
    }

    @Override
    public Object call(RpcCall call) {
        String name = call.function().name();
        if (!call.key().authorized() && !AuthMethods.isOpenToAll(name)) {
            throw new RpcError(401, "AUTH_KEY_UNREGISTERED");
        }
        ApiMethod method = methods.get(name);
        if (method == null) {
            throw RpcError.bad("METHOD_INVALID");
        }
        synchronized (state) {
            if (!READS.matcher(name).matches()) {
                log.called(call.function());
            }
            return method.answer(call);
        }
    }

    /** Replays a past call without notifying clients; a rejected call is rejected again. */
    public void repeat(TlObject function) {
        ApiMethod method = methods.get(function.name());
        synchronized (state) {
            try {
                Object _ = method == null ? null : method.answer(RpcCall.ofThePast(function));
            } catch (RpcError e) {
                LOG.debug("Refused again: {}", function.name());
            }
        }
    }
}
