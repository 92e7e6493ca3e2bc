package dev.toolgram.host.events.webhook;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Effect;
import dev.toolgram.api.Route;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.events.EventType;
import dev.toolgram.host.events.webhook.Webhooks.Status;
import dev.toolgram.host.policy.EventAccess;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Manages webhooks. REST only: a model that has read a stranger's message must not be able to send the account's events
 * to the stranger's server.
 */
public final class WebhookTools {

    private static final int MAX_WEBHOOKS = 20;
    private static final String HEADER = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}";
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "webhook-id",
            "webhook-signature",
            "webhook-timestamp");

    private final Webhooks webhooks;
    private final EventAccess access;

    public WebhookTools(Webhooks webhooks, EventAccess access) {
        this.webhooks = webhooks;
        this.access = access;
    }

    record NoInput() {}

    record Id(
            @Description("The id of the webhook.") @Size(min = 1, max = 64)
            String id) {}

    record Create(
            @Description("Where events are posted: an https URL.") @Size(min = 1, max = 2048)
            String url,

            @Description("The types of the events, for example message.new; all of them if left out.")
            @Size(max = 20)
            @Nullable
            List<EventType> types,

            @Description("The chats of the events; all that the key may read if left out.")
            @ChatAccess(ChatAccess.Mode.READ)
            @Size(max = 100)
            @Nullable
            List<ChatReference> chats,

            @Description("true: only messages of this account; false: everything else; left out: both.") @Nullable
            Boolean out,

            @Description("Headers to send with each event, for example Authorization.") @Size(max = 20) @Nullable
            Map<String, String> headers) {}

    record Update(
            @Description("The id of the webhook.") @Size(min = 1, max = 64)
            String id,

            @Description("The new URL.") @Size(min = 1, max = 2048) @Nullable
            String url,

            @Description("The new types; an empty list for all.") @Size(max = 20) @Nullable
            List<EventType> types,

            @Description("The new chats; an empty list for all.")
            @ChatAccess(ChatAccess.Mode.READ)
            @Size(max = 100)
            @Nullable
            List<ChatReference> chats,

            @Description("The new direction.") @Nullable Boolean out,

            @Description("The new headers; they replace the old ones.") @Size(max = 20) @Nullable
            Map<String, String> headers,

            @Description("false stops the deliveries; true starts them again where they ended.") @Nullable
            Boolean active) {}

    record Redeliver(
            @Description("The id of the webhook.") @Size(min = 1, max = 64)
            String id,

            @Description("The number of the first event to deliver again.") @Min(1) @DefaultValue("1")
            long from) {}

    record Answer(boolean ok) {}

    /** A webhook in a result. */
    record View(
            String id,
            String url,

            @Description("Signs each event (Standard Webhooks). Only in the answer of create_webhook: keep it.")
            @Nullable
            String secret,

            @Description("Empty for all.") List<EventType> types,
            @Description("Empty for all.") List<String> chats,
            @Nullable Boolean out,
            @Description("The names of the headers.") List<String> headers,
            boolean active,
            @Description("Why it is not active.") @Nullable String stopped,
            OffsetDateTime createdAt,

            @Description("The number of the event up to which all are delivered, kept for a retry, or given up.")
            long cursor,

            @Description("How many events wait, at most: some of the newest may not be for this webhook.")
            long pending,

            @Description("How many events were given up after 24 hours.")
            int dead,

            @Nullable OffsetDateTime lastSuccessAt,
            @Nullable String lastError,
            @Nullable OffsetDateTime lastErrorAt) {}

    private record Simple<I extends Record, O>(ToolDefinition<I, O> definition, BiFunction<I, ToolContext, O> action)
            implements Tool<I, O> {
        @Override
        public O call(I input, ToolContext context) {
            return action.apply(input, context);
        }
    }

    /** The tools. */
    public List<Tool<?, ?>> tools() {
        return List.of(
                new Simple<>(
                        definition("create_webhook", Create.class, View.class, Route.post("/api/webhooks"))
                                .title("Create a webhook")
                                .description(
                                        "Posts events to a URL from now on, signed (Standard Webhooks), with retries for"
                                                + " 24 hours. Returns the secret, once.")
                                .effect(Effect.DESTRUCTIVE)
                                .build(),
                        this::create),
                new Simple<>(
                        ToolDefinition.named("list_webhooks")
                                .title("List webhooks")
                                .description("Returns the webhooks of this key, with the state of their deliveries.")
                                .input(NoInput.class)
                                .outputList(View.class)
                                .route(Route.get("/api/webhooks"))
                                .effect(Effect.READ.closedWorld())
                                .cost(Cost.NONE)
                                .build(),
                        (input, context) -> webhooks.of(context.keyName()).stream()
                                .map(status -> view(status, null))
                                .toList()),
                new Simple<>(
                        definition("get_webhook", Id.class, View.class, Route.get("/api/webhooks/{id}"))
                                .title("Get a webhook")
                                .description("Returns a webhook: what waits, the last success and the last error.")
                                .effect(Effect.READ.closedWorld())
                                .build(),
                        (input, context) -> view(find(input.id(), context), null)),
                new Simple<>(
                        definition("update_webhook", Update.class, View.class, Route.patch("/api/webhooks/{id}"))
                                .title("Change a webhook")
                                .description("Changes the given fields of a webhook, which goes on where it was.")
                                .effect(Effect.DESTRUCTIVE.repeatable())
                                .build(),
                        this::update),
                new Simple<>(
                        definition("delete_webhook", Id.class, Answer.class, Route.delete("/api/webhooks/{id}"))
                                .title("Delete a webhook")
                                .description("Deletes a webhook and the events that it has not delivered.")
                                .effect(Effect.DESTRUCTIVE.repeatable())
                                .build(),
                        (input, context) -> {
                            webhooks.delete(find(input.id(), context).stored().id());
                            return new Answer(true);
                        }),
                new Simple<>(
                        definition(
                                        "redeliver_webhook",
                                        Redeliver.class,
                                        View.class,
                                        Route.post("/api/webhooks/{id}/redeliver"))
                                .title("Deliver events again")
                                .description(
                                        "Delivers the events from a number on again, also those that were given up.")
                                .effect(Effect.DESTRUCTIVE)
                                .build(),
                        this::redeliver));
    }

    private static <I extends Record, O> ToolDefinition.Builder<I, O> definition(
            String name, Class<I> input, Class<O> output, Route route) {
        return ToolDefinition.named(name)
                .input(input)
                .output(output)
                .route(route)
                .cost(Cost.NONE);
    }

    private View create(Create input, ToolContext context) {
        if (webhooks.areForbidden()) {
            throw ToolException.invalidInput("url", "The operator has turned events off (TOOLGRAM_EVENTS)");
        }
        if (webhooks.of(context.keyName()).size() >= MAX_WEBHOOKS) {
            throw ToolException.invalidInput(
                    "url", "This key has %d webhooks already: delete one".formatted(MAX_WEBHOOKS));
        }
        String secret = webhooks.secret();
        WebhookConfig config = new WebhookConfig(
                url(input.url()),
                secret,
                types(input.types()),
                chats(input.chats(), context),
                input.out(),
                headers(input.headers()));
        return view(webhooks.create(context.keyName(), config), secret);
    }

    private View update(Update input, ToolContext context) {
        Status status = find(input.id(), context);
        WebhookConfig old = status.config();
        WebhookConfig config = new WebhookConfig(
                input.url() == null ? old.url() : url(input.url()),
                old.secret(),
                input.types() == null ? old.types() : types(input.types()),
                input.chats() == null ? old.chats() : chats(input.chats(), context),
                input.out() == null ? old.out() : input.out(),
                input.headers() == null ? old.headers() : headers(input.headers()));
        webhooks.update(input.id(), config, input.active());
        return view(find(input.id(), context), null);
    }

    private View redeliver(Redeliver input, ToolContext context) {
        Status status = find(input.id(), context);
        if (input.from() < webhooks.oldestEvent()) {
            throw ToolException.invalidInput(
                    "from", "Events are kept from number %d on".formatted(webhooks.oldestEvent()));
        }
        webhooks.redeliver(status.stored().id(), input.from());
        return view(find(input.id(), context), null);
    }

    /** The operator's own webhook is changed by its variable alone. */
    private Status find(String id, ToolContext context) {
        return webhooks.of(context.keyName()).stream()
                .filter(status -> status.stored().id().equals(id) && !id.equals(Webhooks.POST_TO))
                .findFirst()
                .orElseThrow(() -> ToolException.invalidInput(
                        "id", "No webhook of this key has this id: GET /api/webhooks lists them"));
    }

    private String url(String url) {
        try {
            webhooks.check(url);
            return url.strip();
        } catch (IllegalArgumentException e) {
            throw ToolException.invalidInput("url", String.valueOf(e.getMessage()));
        }
    }

    private static Set<EventType> types(@Nullable List<EventType> types) {
        return types == null ? Set.of() : new LinkedHashSet<>(types);
    }

    private Map<String, Long> chats(@Nullable List<ChatReference> references, ToolContext context) {
        Map<String, Long> chats = new LinkedHashMap<>();
        for (ChatReference reference : references == null ? List.<ChatReference>of() : references) {
            OptionalLong chat = access.find(context.keyName(), reference, context.deadline());
            chats.put(
                    reference.value(),
                    chat.orElseThrow(() -> ToolException.invalidInput(
                            "chats", "No chat '%s' that this key may read".formatted(reference))));
        }
        return chats;
    }

    private static Map<String, String> headers(@Nullable Map<String, String> headers) {
        Map<String, String> checked = new LinkedHashMap<>();
        (headers == null ? Map.<String, String>of() : headers).forEach((name, value) -> {
            if (!name.matches(HEADER) || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw ToolException.invalidInput("headers", "This header cannot be set: " + name);
            }
            if (value.length() > 1000 || !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
                throw ToolException.invalidInput(
                        "headers", "The value of %s must be at most 1000 printable ASCII characters".formatted(name));
            }
            checked.put(name, value);
        });
        return checked;
    }

    private static View view(Status status, @Nullable String secret) {
        WebhookConfig config = status.config();
        var stored = status.stored();
        return new View(
                stored.id(),
                config.url(),
                secret,
                new ArrayList<>(config.types()),
                new ArrayList<>(config.chats().keySet()),
                config.out(),
                new ArrayList<>(config.headers().keySet()),
                stored.stopped() == null,
                stored.stopped(),
                time(stored.created()),
                stored.cursor(),
                status.pending(),
                status.dead(),
                stored.lastSuccess() == 0 ? null : time(stored.lastSuccess()),
                stored.lastError(),
                stored.lastErrorAt() == 0 ? null : time(stored.lastErrorAt()));
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
