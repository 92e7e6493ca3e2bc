package dev.toolgram.host.tool;

import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.host.json.StrictJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers calls with what they would do, and keeps them for their commit. Thread-safe. */
final class Previews {

    /** The lifetime of a commit id. */
    static final Duration LIFE = Duration.ofMinutes(5);

    /** The oldest previews are forgotten first. */
    private static final int MAX_KEPT = 1_000;

    /** Of the arguments of all kept previews: each may have files of 10 MB in it. */
    private static final long MAX_KEPT_BYTES = 32L << 20;

    private static final int MAX_SHOWN_DATA = 100;

    /** The names that clients of the original know, and the field whose value stands for all parameters. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("send_message", "would_send"),
            Map.entry("send_file", "would_send_file"),
            Map.entry("edit_message", "would_edit"),
            Map.entry("delete_messages", "would_delete"),
            Map.entry("forward_messages", "would_forward"),
            Map.entry("mark_read", "would_mark"),
            Map.entry("pin_message", "would_pin"),
            Map.entry("unpin_message", "would_unpin"),
            Map.entry("set_reaction", "would_react"),
            Map.entry("remove_reaction", "would_unreact"),
            Map.entry("create_group", "would_create"),
            Map.entry("delete_chat", "would_delete_chat chat"),
            Map.entry("join_chat", "would_join chat"),
            Map.entry("leave_chat", "would_leave chat"),
            Map.entry("join_via_invite", "would_join_invite invite"),
            Map.entry("ban_user", "would_ban"),
            Map.entry("unban_user", "would_unban"),
            Map.entry("kick_user", "would_kick"),
            Map.entry("promote_user", "would_promote"),
            Map.entry("demote_user", "would_demote"),
            Map.entry("create_poll", "would_create_poll"),
            Map.entry("vote_poll", "would_vote"));

    /** Everything around the hash: {@code https://t.me/+hash}, {@code t.me/joinchat/hash/}, {@code tg://join?invite=hash}. */
    private static final Pattern INVITE = Pattern.compile("^(?:.*[/+=])?([\\w-]+)/?$");

    private static final class Kept {
        private final ToolCall call;
        private final String files;
        private final @Nullable Recipient recipient;
        private final long end;
        private final long bytes;
        private boolean used;
        private @Nullable String usedWith;

        private Kept(ToolCall call, @Nullable Recipient recipient, long end) {
            this.call = call;
            this.files = call.options().files().digest();
            this.recipient = recipient;
            this.end = end;
            this.bytes = StrictJson.write(call.arguments()).length;
        }
    }

    private final LongSupplier nanos;
    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();
    private long keptBytes;
    private volatile boolean dryRun;

    /** @param nanos the time, from any start */
    Previews(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Makes every call a preview without a commit. */
    void dryRun() {
        dryRun = true;
    }

    /**
     * The call that is to be made in place of a call that changes something.
     *
     * @throws CallRefusedException if its commit id is not good
     */
    ToolCall prepare(ToolCall call) {
        if (dryRun) {
            return call.with(call.options().withPreview(true));
        }
        String commit = call.options().commit();
        if (commit == null) {
            return call;
        }
        Kept preview = find(commit);
        if (preview == null || !isOf(call, preview) || nanos.getAsLong() - preview.end > 0) {
            if (call.options().idempotencyKey() != null && !call.arguments().isEmpty()) {
                return call; // an earlier attempt may have its result
            }
            throw expired();
        }
        if (!agrees(call.arguments(), preview.call.arguments())
                || !call.options().files().digest().equals(preview.files)) {
            throw refused("This commit belongs to a preview with other arguments or files: leave the arguments out, or"
                    + " repeat those of the preview, and send its files again.");
        }
        return call.withArguments(preview.call.arguments().deepCopy());
    }

    private static boolean isOf(ToolCall call, Kept preview) {
        return preview.call.tool().equals(call.tool()) && Objects.equals(preview.call.keyName(), call.keyName());
    }

    /** Whether each given argument is that of the preview. */
    private static boolean agrees(ObjectNode given, ObjectNode previewed) {
        return given.properties().stream().allMatch(field -> field.getValue().equals(previewed.get(field.getKey())));
    }

    private synchronized @Nullable Kept find(String commit) {
        return kept.get(commit);
    }

    /**
     * Uses up the commit id of an admitted call. It stays good for retries with the same idempotency key.
     *
     * @return the chat of the preview; {@code null} if it had none
     * @throws CallRefusedException if it is used up
     */
    synchronized @Nullable Recipient use(String commit, ToolCall call) {
        Kept preview = kept.get(commit);
        if (preview == null || !isOf(call, preview)) {
            throw expired();
        }
        if (preview.used
                && (call.options().idempotencyKey() == null
                        || !call.options().idempotencyKey().equals(preview.usedWith))) {
            throw refused("This commit was used already: it executes one call. Preview the call again.");
        }
        preview.used = true;
        preview.usedWith = call.options().idempotencyKey();
        return preview.recipient;
    }

    /** Lets the commit be used again: its call has to be repeated with an answer. */
    synchronized void release(String commit) {
        Kept preview = kept.get(commit);
        if (preview != null) {
            preview.used = false;
        }
    }

    private static CallRefusedException expired() {
        return refused("This commit is unknown or has expired: it is good for %d minutes, for the same tool and key,"
                        .formatted(LIFE.toMinutes())
                + " until Toolgram restarts. Preview the call again.");
    }

    private static CallRefusedException refused(String message) {
        return new CallRefusedException(new ToolResult.Conflict(message));
    }

    /** Resolves the chats of a call whose tool does not run in a preview. */
    static void resolve(RegisteredTool tool, Record input, CallContext context, RecipientLookup lookup) {
        for (ChatField field : tool.chats()) {
            field.in(input).forEach(chat -> {
                Recipient found = lookup.find(field.path(), chat, context.deadline());
                if (field.access() == ChatAccess.Mode.WRITE) {
                    context.resolved(chat, () -> found);
                }
            });
        }
    }

    /** The answer to a preview: the parameters, the recipient, and the commit id. */
    ToolResult.Success answer(RegisteredTool tool, ToolCall call, @Nullable Recipient recipient) {
        ObjectNode answer = StrictJson.object().put("dry_run", true);
        String[] key = KEYS.getOrDefault(tool.name(), "would_call").split(" ");
        ObjectNode parameters = parameters(tool, call.arguments());
        answer.set(key[0], key.length == 1 ? parameters : text(key[1], parameters.path(key[1])));
        if (recipient != null) {
            answer.set("recipient", recipient.json());
        }
        if (!dryRun) {
            answer.put("commit", keep(call, recipient)).put("expires_in", LIFE.toSeconds());
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        return new ToolResult.Success(
                StrictJson.write(tool.returnsList() ? list.add(answer) : answer),
                recipient == null ? null : StrictJson.write(recipient.json()));
    }

    /** A chat as it was given, and the hash alone of an invite link. */
    private static JsonNode text(String field, JsonNode value) {
        String text = value.asString();
        return JsonNodeFactory.instance.stringNode(
                field.equals("invite") ? INVITE.matcher(text.strip()).replaceFirst("$1") : text);
    }

    /** The arguments, and the default of each parameter that is missing. */
    private static ObjectNode parameters(RegisteredTool tool, ObjectNode arguments) {
        ObjectNode parameters = StrictJson.object();
        tool.inputSchema().path("properties").forEachEntry((name, schema) -> {
            JsonNode given = arguments.path(name);
            JsonNode usual = schema.has("default") ? schema.get("default") : NullNode.getInstance();
            parameters.set(name, given.isMissingNode() || given.isNull() ? usual : shown(given));
        });
        return parameters;
    }

    /** The content of a file is not repeated to the model that has sent it. */
    private static JsonNode shown(JsonNode value) {
        if (value.isString()
                && value.stringValue().startsWith("data:")
                && value.stringValue().length() > MAX_SHOWN_DATA) {
            String uri = value.stringValue();
            return JsonNodeFactory.instance.stringNode("%s… (%d characters)"
                    .formatted(uri.substring(0, Math.min(uri.indexOf(',') + 1, MAX_SHOWN_DATA)), uri.length()));
        }
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> list.add(shown(item)));
            return list;
        }
        return value;
    }

    private synchronized String keep(ToolCall call, @Nullable Recipient recipient) {
        long now = nanos.getAsLong();
        // A used one stays known for a while, so that its second use is told from a mistake.
        Kept added = new Kept(call, recipient, now + LIFE.toNanos());
        keptBytes += added.bytes;
        for (var previews = kept.values().iterator(); previews.hasNext(); ) {
            Kept oldest = previews.next();
            if (now - oldest.end <= LIFE.toNanos() && kept.size() < MAX_KEPT && keptBytes <= MAX_KEPT_BYTES) {
                break; // the others are newer
            }
            keptBytes -= oldest.bytes;
            previews.remove();
        }
        String id = UUID.randomUUID().toString();
        kept.put(id, added);
        return id;
    }
}
