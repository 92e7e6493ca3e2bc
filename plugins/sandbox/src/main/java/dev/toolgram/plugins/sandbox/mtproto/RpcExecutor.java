package dev.toolgram.plugins.sandbox.mtproto;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.TlException;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a call off the wire, has it answered, and sees that it goes wrong where it is meant to. */
final class RpcExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(RpcExecutor.class);
    private static final String UNKNOWN = "(unknown)";
    private static final int MIN_PACKED = 1024;
    private static final Set<String> WRAPPERS = Set.of(
            "invokeWithLayer",
            "initConnection",
            "invokeWithoutUpdates",
            "invokeAfterMsg",
            "invokeAfterMsgs",
            "invokeWithMessagesRange",
            "invokeWithTakeout");

    private final Codec codec;
    private final RpcHandler handler;
    private final Faults faults;
    private final CallCounts counts;
    private final TempKeyBinding binding;

    RpcExecutor(Codec codec, RpcHandler handler, Faults faults, CallCounts counts, AuthKeys keys) {
        this.codec = codec;
        this.handler = handler;
        this.faults = faults;
        this.counts = counts;
        this.binding = new TempKeyBinding(codec, keys);
    }

    void execute(Session session, long messageId, byte[] body) {
        TlObject function;
        try {
            function = unwrap(codec.readFunction(new TlReader(body)));
        } catch (TlException e) {
            LOG.debug("A call that is not understood: {}", e.getMessage());
            counts.add(UNKNOWN);
            session.answer(messageId, error(RpcError.bad("METHOD_INVALID")));
            return;
        }
        String method = function.name();
        counts.add(method);
        if (method.startsWith("updates.")) {
            session.followUpdates();
        }
        if (faults.shouldHang(method, () -> answer(session, messageId, function))) {
            acknowledge(session, messageId); // or the client would send it again
            return;
        }
        answer(session, messageId, function);
    }

    private TlObject unwrap(TlObject call) {
        TlObject inner = call;
        while (WRAPPERS.contains(inner.name())) {
            inner = inner.object("query");
        }
        return inner;
    }

    private void answer(Session session, long messageId, TlObject function) {
        String method = function.name();
        AuthKey account = session.key().account();
        RpcCall call = new RpcCall(function, account == null ? session.key() : account);
        byte[] result = result(session, call, account != null);
        if (faults.takeLostAnswer(method)) {
            session.keepAnswer(messageId, result);
            session.cut();
            finish(call);
            return;
        }
        Runnable deliver = () -> {
            session.answer(messageId, result);
            finish(call);
        };
        Duration delay = faults.delayOf(method);
        if (delay.isZero()) {
            deliver.run();
        } else {
            acknowledge(session, messageId);
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(deliver);
        }
    }

    private byte[] result(Session session, RpcCall call, boolean bound) {
        TlObject function = call.function();
        try {
            Object answer = run(session, call, bound);
            // Below what LOG_LEVEL can ask for: it holds codes, numbers and what people wrote.
            LOG.trace("{} -> {}", function, answer);
            byte[] written = codec.writeAnswer(function.name(), answer);
            return function.name().equals("upload.getFile")
                    ? written
                    : packed(written); // most files are packed already
        } catch (RpcError e) {
            LOG.trace("{} -> error {} {}", function, e.code(), e.text());
            return error(e);
        } catch (RuntimeException e) {
            LOG.error("{} could not be answered", function.name(), e);
            return error(RpcError.bad("SANDBOX_FAILED")); // not 500, which clients repeat for ever
        }
    }

    private static void finish(RpcCall call) {
        try {
            call.finish();
        } catch (RuntimeException e) {
            LOG.error("What follows {} failed", call.function().name(), e);
        }
    }

    private Object run(Session session, RpcCall call, boolean bound) {
        RpcError failure = faults.takeFailure(call.function().name());
        if (failure != null) {
            throw failure;
        }
        if (call.function().name().equals("auth.bindTempAuthKey")) {
            binding.bind(session, call.function());
            return true;
        }
        if (!bound) {
            throw new RpcError(401, "AUTH_KEY_PERM_EMPTY");
        }
        return handler.call(call);
    }

    private byte[] error(RpcError error) {
        return codec.write(TlObject.of("mt_rpc_error", "error_code", error.code(), "error_message", error.text()));
    }

    private void acknowledge(Session session, long messageId) {
        session.reply(codec.write(TlObject.of("mt_msgs_ack", "msg_ids", List.of(messageId))));
    }

    private static byte[] packed(byte[] result) {
        if (result.length < MIN_PACKED) {
            return result;
        }
        byte[] packed = Codec.pack(result);
        return packed.length < result.length * 9 / 10
                ? new TlWriter().writeInt(Codec.GZIP_PACKED).writeBytes(packed).toBytes()
                : result;
    }
}
