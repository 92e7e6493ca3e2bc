package dev.toolgram.host.policy;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.Rate;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.CallGuard;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Charges each call to its budget, before it runs. */
public final class PacingGuard implements CallGuard {

    /** The most messages or chats that Telegram returns at once. */
    private static final int PAGE = 100;

    private static final int MEMBERS_PAGE = 200;
    private static final int DOWNLOAD = 2;

    private final IntConsumer contacted;
    private final Pacing pacing;
    private final Function<ChatReference, OptionalLong> known;
    private final Recipients recipients;
    private final Function<String, Map<Cost, Rate>> paces;

    /**
     * @param known the chat of a reference, if no request is needed to find it
     * @param recipients says who gets a first message
     * @param paces of a key by its name
     * @param contacted receives the number of first messages that a call may send; negative if it will not send them
     */
    public PacingGuard(
            Pacing pacing,
            Function<ChatReference, OptionalLong> known,
            Recipients recipients,
            Function<String, Map<Cost, Rate>> paces,
            IntConsumer contacted) {
        this.contacted = contacted;
        this.pacing = pacing;
        this.paces = paces;
        this.recipients = recipients;
        this.known = known;
    }

    @Override
    public void admit(RegisteredTool tool, Record input, CallContext call) {
        Cost cost =
                call.call().options().preview() ? Cost.READ : tool.definition().cost(); // it resolves and checks
        Bucket bucket = Bucket.of(cost);
        KeyPace pace = pace(call.call().keyName(), cost);
        if (bucket == null || (!pacing.isEnabled() && pace == null)) {
            return;
        }
        String stopped = pacing.writesStopped().orElse(null);
        if (stopped != null && tool.definition().effect().kind() != Effect.Kind.READ) {
            throw new CallRefusedException(new ToolResult.NotReady(
                    stopped + ": calls that change something are stopped until the operator has looked at it"));
        }
        int contacts = cost == Cost.SEND && pacing.isEnabled() ? firstContacts(tool, input, call) : 0;
        Runnable chargeAsRead = pacing.admit(
                new Demand(
                        bucket,
                        units(tool, cost, call),
                        cost == Cost.SEND ? chats(tool, input, ChatAccess.Mode.WRITE) : List.of(),
                        cost == Cost.READ ? chats(tool, input, ChatAccess.Mode.READ) : List.of(),
                        contacts,
                        pace),
                call.call(),
                call.deadline());
        if (contacts > 0) {
            contacted.accept(contacts);
        }
        call.onQuestion(() -> {
            chargeAsRead.run();
            if (contacts > 0) {
                contacted.accept(-contacts);
            }
        });
    }

    private @Nullable KeyPace pace(@Nullable String key, Cost cost) {
        if (key == null) {
            return null;
        }
        Rate rate = paces.apply(key).get(cost);
        return rate == null ? null : new KeyPace(key, cost, rate);
    }

    private int firstContacts(RegisteredTool tool, Record input, CallContext call) {
        if (tool.chats().isEmpty()) {
            return 0;
        }
        return (int) recipients.of(tool, input, call).stream()
                .filter(chat -> chat.isWritten() && chat.recipient().firstContact())
                .map(Recipients.Chat::id)
                .distinct()
                .count();
    }

    /** As many as the pages that the tool may ask for. */
    private static int units(RegisteredTool tool, Cost cost, CallContext call) {
        if (cost == Cost.READ && tool.returnsFile()) {
            return DOWNLOAD;
        }
        if (cost != Cost.READ && cost != Cost.FULL) {
            return 1;
        }
        JsonNode given = call.call().arguments().path("limit");
        int limit = (given.isIntegralNumber()
                        ? given
                        : tool.inputSchema().path("properties").path("limit").path("default"))
                .asInt(1);
        return Math.max(1, Math.ceilDiv(limit, cost == Cost.FULL ? MEMBERS_PAGE : PAGE));
    }

    /** By id, so that all references to a chat count together; by reference before the chat is known. */
    private List<Object> chats(RegisteredTool tool, Record input, ChatAccess.Mode access) {
        if (tool.chats().isEmpty()) {
            return List.of();
        }
        return tool.chats().stream()
                .filter(field -> field.access() == access)
                .flatMap(field -> field.in(input))
                .map(this::key)
                .distinct()
                .toList();
    }

    private Object key(ChatReference chat) {
        OptionalLong id = known.apply(chat);
        return id.isPresent() ? (Object) id.getAsLong() : chat.value().toLowerCase(Locale.ROOT);
    }
}
