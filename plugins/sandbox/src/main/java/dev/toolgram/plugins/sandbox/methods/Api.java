package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.mtproto.RpcHandler;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the methods of the API. TDLib asks for far more than are here; what nobody needs is refused, which it takes
 * well.
 */
public final class Api implements RpcHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    /** The methods that change no world: they only read, or are about keys and codes. */
    private static final Pattern READS =
            Pattern.compile("(auth|account|help|langpack|updates)\\..*|[a-z]+\\.(get|search|resolve|check)([A-Z].*)?");

    private final World world;
    private final WorldLog log;
    private final Map<String, ApiMethod> methods = new HashMap<>();

    /** Over a world, for an account. */
    public Api(World world, Account account, Publisher publisher, Posting posting, WorldLog log) {
        this.world = world;
        this.log = log;
        Peers peers = new Peers(world);
        Answers answers = new Answers(world);
        List<MethodGroup> groups = List.of(
                new ConfigMethods(),
                new AuthMethods(world, account),
                new PasswordMethods(world, account),
                new UpdateMethods(world, peers, answers),
                new DialogMethods(world, peers, answers),
                new HistoryMethods(world, peers, answers, publisher),
                new SendMethods(world, peers, posting),
                new ForwardMethods(world, peers, posting),
                new EditMethods(world, peers, answers, publisher),
                new UserMethods(world, peers),
                new ContactMethods(world),
                new ChannelMethods(world, peers, answers, posting),
                new MemberMethods(world, peers),
                new GroupMethods(world, peers, answers, posting),
                new FileMethods(world));
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
        synchronized (world) {
            if (!READS.matcher(name).matches()) {
                log.called(call.function());
            }
            return method.answer(call);
        }
    }

    /** Does once more what a client called in the past; nobody hears of it, and what was refused is refused again. */
    public void repeat(TlObject function) {
        ApiMethod method = methods.get(function.name());
        synchronized (world) {
            try {
                Object _ = method == null ? null : method.answer(RpcCall.ofThePast(function));
            } catch (RpcError e) {
                LOG.debug("Refused again: {}", function.name());
            }
        }
    }
}
