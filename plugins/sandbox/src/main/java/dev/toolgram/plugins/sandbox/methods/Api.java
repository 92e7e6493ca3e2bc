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
    private final Responses answers;
    private final UpdatePublisher publisher;
    private final MessageService posting;
    private final Map<String, ApiMethod> methods = new HashMap<>();
    private final Map<String, ActedMethod> acts;

    /** Over a state, for an account. */
    public Api(
            ServerState state, Account account, UpdatePublisher publisher, MessageService posting, ChangeListener log) {
        this.state = state;
        this.log = log;
        this.posting = posting;
        PeerResolver peers = new PeerResolver(state);
        this.answers = new Responses(state);
        this.publisher = publisher;
        ReactionMethods reactions = new ReactionMethods(state, peers, answers, publisher);
        PollMethods polls = new PollMethods(state, peers, answers, publisher);
        ReadMarkMethods readMarks = new ReadMarkMethods(state, peers);
        acts = Map.of(
                "messages.sendReaction", reactions::react,
                "messages.sendVote", polls::vote,
                "messages.readHistory", readMarks::read);
        List<MethodGroup> groups = List.of(
                reactions,
                polls,
                readMarks,
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
                new ScheduleMethods(state, peers, answers, posting, publisher),
                new DraftMethods(state, peers, answers, publisher),
                new DiscussionMethods(state, peers, answers),
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
                new TranscriptionMethods(state, peers, answers, publisher),
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
        posting.sendDue();
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
        posting.sendDue();
        synchronized (state) {
            try {
                Object _ = method == null ? null : method.answer(RpcCall.ofThePast(function));
            } catch (RpcError e) {
                LOG.debug("Refused again: {}", function.name());
            }
        }
    }

    /**
     * Has another user call a method, and notifies the account's clients.
     *
     * @throws RpcError if it is refused
     */
    public void callBy(long person, TlObject function) {
        ActedMethod method = acts.get(function.name());
        if (method == null) {
            throw RpcError.bad("METHOD_INVALID");
        }
        TlObject told;
        synchronized (state) {
            log.calledBy(person, function);
            told = answers.updates(method.act(person, function));
        }
        publisher.notifyAllClients(told);
    }

    /** Replays a past call of another user; a rejected call is rejected again. */
    public void repeatBy(long person, TlObject function) {
        try {
            callBy(person, function);
        } catch (RpcError e) {
            LOG.debug("Refused again: {}", function.name());
        }
    }
}
