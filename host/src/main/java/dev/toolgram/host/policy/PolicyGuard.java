package dev.toolgram.host.policy;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.store.AuditEntry;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.CallGuard;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.ChatField;
import dev.toolgram.host.tool.PerSnapshot;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolAccess;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.ToolSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides on every call of every door: the tool, then its chats, then what of its result may be seen. Thread-safe. */
public final class PolicyGuard implements CallGuard, ToolAccess {

    /** The same for a chat that exists and for one that does not. */
    static final String NO_SUCH_CHAT = "This key may not use this chat, or there is no such chat.";

    static final String NOT_RESOLVED =
            "The chats of this key are not resolved yet: Telegram is not reachable, or the operator has to fix keys.json.";

    private static final Logger log = LoggerFactory.getLogger(PolicyGuard.class);

    private final Policies policies;
    private final Chats chats;
    private final Consumer<AuditEntry> audit;
    private final PerSnapshot<Views> views;

    /** The part of the tools that each key may use. */
    private record Views(ToolSnapshot all, Map<CallerPolicy, ToolSnapshot> byKey) {}

    /** @param audit gets each decision about a write, each refusal, and each step of an approval; must not block */
    public PolicyGuard(Policies policies, ToolRegistry registry, Chats chats, Consumer<AuditEntry> audit) {
        this.policies = policies;
        this.chats = chats;
        this.audit = audit;
        this.views = new PerSnapshot<>(registry, all -> new Views(all, new ConcurrentHashMap<>()));
    }

    @Override
    public ToolSnapshot tools(@Nullable String keyName) {
        CallerPolicy key = policies.of(keyName);
        Views now = views.get();
        return key == CallerPolicy.FULL
                ? now.all()
                : now.byKey().computeIfAbsent(key, each -> now.all().filter(each::allows));
    }

    @Override
    public void admit(RegisteredTool tool, Record input, CallContext call) {
        KeyRing ring = policies.ring();
        CallerPolicy key = Policies.of(call.keyName(), ring);
        if (!key.allows(tool)) { // the keys changed since the tool was looked up
            throw new CallRefusedException(new ToolResult.UnknownTool(tool.name()));
        }
        if (key.read().isEverything() && key.write().isEverything()) {
            if (!tool.isReadOnly()) {
                call.chats(known(tool, input));
            }
            return;
        }
        KeyRing.Scopes scopes = scopes(ring, key);
        List<Long> resolved = new ArrayList<>();
        Map<ChatReference, ChatScope> later = new HashMap<>();
        for (ChatField field : tool.chats()) {
            ChatScope scope = field.access() == ChatAccess.Mode.READ ? scopes.read() : scopes.write();
            if (field.each()) {
                field.in(input).forEach(reference -> later.put(reference, scope));
            } else {
                field.in(input).forEach(reference -> require(scope, reference, call, resolved));
            }
        }
        call.chats(resolved);
        AtomicBoolean refused = new AtomicBoolean();
        call.limitChats(
                reference -> {
                    ChatScope scope = later.get(reference);
                    if (scope != null
                            && !scope.isEverything()
                            && !isAllowed(scope, find(scope, reference, call.deadline()))) {
                        ToolResult refusal = new ToolResult.Forbidden(NO_SUCH_CHAT);
                        if (refused.compareAndSet(false, true)) { // one row for all of them
                            record(call.call(), call.chats(), "refused", refusal);
                        }
                        throw new ToolException(ErrorCode.FORBIDDEN, NO_SUCH_CHAT);
                    }
                },
                link -> require(scopes.write(), link, call, new ArrayList<>(call.chats())));
        if (!scopes.read().isEverything()) {
            call.filter(result -> visible(tool, scopes, result));
        }
    }

    private List<Long> known(RegisteredTool tool, Record input) {
        List<Long> known = new ArrayList<>();
        tool.chats()
                .forEach(field -> field.in(input)
                        .forEach(reference -> chats.known(reference).ifPresent(known::add)));
        return known;
    }

    private void require(ChatScope scope, ChatReference reference, CallContext call, List<Long> resolved) {
        OptionalLong chat = find(scope, reference, call.deadline());
        chat.ifPresent(resolved::add);
        if (!isAllowed(scope, chat)) {
            call.chats(resolved);
            throw new CallRefusedException(new ToolResult.Forbidden(NO_SUCH_CHAT));
        }
    }

    private boolean isAllowed(ChatScope scope, OptionalLong chat) {
        return chat.isPresent() ? scope.allows(chat.getAsLong(), chats) : scope.isEverything();
    }

    private OptionalLong find(ChatScope scope, ChatReference reference, Instant deadline) {
        try {
            return chats.find(reference, deadline);
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) { // it would say what there is
                return OptionalLong.empty();
            }
            if (e.code() == ErrorCode.PACED
                    && !scope.isOpen()) { // look-ups are paced, and the chats of a list are known
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    private static KeyRing.Scopes scopes(KeyRing ring, CallerPolicy key) {
        KeyRing.Scopes scopes = ring.scopesOf(key);
        if (scopes == null) {
            throw new ToolException(ErrorCode.NOT_READY, NOT_RESOLVED);
        }
        return scopes;
    }

    private Object visible(RegisteredTool tool, KeyRing.Scopes scopes, Object result) {
        VisibleResults visible = new VisibleResults(
                reference -> isVisible(tool, scopes, new ChatReference(reference)),
                !tool.chats().isEmpty());
        try {
            return visible.of(result);
        } catch (VisibleResults.HiddenException e) {
            throw new CallRefusedException(new ToolResult.Forbidden(NO_SUCH_CHAT));
        }
    }

    /** A key that may write to a chat may see the results of its writes there. */
    private boolean isVisible(RegisteredTool tool, KeyRing.Scopes scopes, ChatReference reference) {
        OptionalLong chat = chats.known(reference);
        return chat.isPresent()
                && (scopes.read().allows(chat.getAsLong(), chats)
                        || (!tool.isReadOnly() && scopes.write().allows(chat.getAsLong(), chats)));
    }

    @Override
    public void ended(RegisteredTool tool, CallContext call, ToolResult result) {
        if (isRefusal(result)) {
            record(call.call(), call.chats(), "refused", result);
        } else if (!tool.isReadOnly()) {
            record(call.call(), call.chats(), "allowed", result);
        }
    }

    private static boolean isRefusal(ToolResult result) {
        return result instanceof ToolResult.Forbidden
                || result instanceof ToolResult.Paced
                || result instanceof ToolResult.ApprovalRequired
                || result instanceof ToolResult.UnknownState
                || result instanceof ToolResult.UnknownTool;
    }

    @Override
    public void hidden(ToolCall call) {
        record(call, List.of(), "refused", new ToolResult.UnknownTool(call.tool()));
    }

    /** Records what has happened to the approval of a call. */
    void approval(Approval approval, String decision, String reason) {
        Approval.Binding call = approval.binding();
        record(call.key(), call.tool(), call.chats(), decision, reason, approval.requestId());
    }

    private void record(ToolCall call, List<Long> resolved, String decision, ToolResult result) {
        record(call.keyName(), call.tool(), resolved, decision, outcome(result), call.requestId());
    }

    private void record(
            @Nullable String key, String tool, List<Long> resolved, String decision, String outcome, String requestId) {
        AuditEntry entry = new AuditEntry(
                Instant.now(),
                key == null ? "-" : key,
                tool,
                resolved.isEmpty()
                        ? "-"
                        : resolved.stream().map(String::valueOf).collect(Collectors.joining(" ")),
                decision,
                outcome,
                policies.ring().file().revision(),
                requestId);
        log.info(
                "Call {}: key={} tool={} chat={} outcome={} revision={}",
                decision,
                entry.key(),
                entry.tool(),
                entry.chats(),
                entry.outcome(),
                entry.revision());
        audit.accept(entry);
    }

    private static String outcome(ToolResult result) {
        return switch (result) {
            case ToolResult.Value _ -> "success";
            case ToolResult.UnknownTool _ -> "unknown-tool";
            case ToolResult.InvalidInput _ -> "invalid-input";
            case ToolResult.TelegramRefused _ -> "telegram-refused";
            case ToolResult.NotReady _ -> "not-ready";
            case ToolResult.TimedOut timedOut ->
                switch (timedOut.sent()) {
                    case NOTHING_TO_SEND -> "timed-out";
                    case NO -> "timed-out-not-sent";
                    case UNKNOWN -> "timed-out-sent-unknown";
                };
            case ToolResult.Forbidden _ -> "forbidden";
            case ToolResult.Paced _ -> "paced";
            case ToolResult.ApprovalRequired _ -> "approval-required";
            case ToolResult.UnknownState _ -> "unknown-state";
            case ToolResult.InputRequired _ -> "input-required";
            case ToolResult.CannotAsk _ -> "cannot-ask";
            case ToolResult.Conflict _ -> "conflict";
            case ToolResult.Cancelled _ -> "cancelled";
            case ToolResult.Internal _ -> "internal-error";
        };
    }
}
