package dev.toolgram.host.events.webhook;

import dev.toolgram.host.events.EventFilter;
import dev.toolgram.host.events.EventType;
import dev.toolgram.host.json.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration of a webhook, as it is stored. Immutable.
 *
 * @param url where events are sent
 * @param secret signs them; {@code null} for the operator's own URL
 * @param types empty for all
 * @param chats TDLib's ids by reference; empty for all
 * @param out as in {@link EventFilter}
 * @param headers sent with each event
 */
record WebhookConfig(
        String url,
        @Nullable String secret,
        Set<EventType> types,
        Map<String, Long> chats,
        @Nullable Boolean out,
        Map<String, String> headers) {

    EventFilter filter() {
        return new EventFilter(types, Set.copyOf(chats.values()), out);
    }

    byte[] json() {
        ObjectNode json = StrictJson.object().put("url", url).put("secret", secret);
        ArrayNode names = json.putArray("types");
        types.forEach(type -> names.add(type.toString()));
        ObjectNode ids = json.putObject("chats");
        chats.forEach(ids::put);
        json.put("out", out);
        ObjectNode fields = json.putObject("headers");
        headers.forEach(fields::put);
        return StrictJson.write(json);
    }

    static WebhookConfig of(byte[] json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        List<EventType> types = new ArrayList<>();
        root.path("types")
                .valueStream()
                .map(JsonNode::asString)
                .map(EventType::of)
                .flatMap(Optional::stream)
                .forEach(types::add);
        Map<String, Long> chats = new LinkedHashMap<>();
        root.path("chats")
                .propertyStream()
                .forEach(chat -> chats.put(chat.getKey(), chat.getValue().asLong()));
        Map<String, String> headers = new LinkedHashMap<>();
        root.path("headers")
                .propertyStream()
                .forEach(field -> headers.put(field.getKey(), field.getValue().asString()));
        return new WebhookConfig(
                root.path("url").asString(),
                root.path("secret").asStringOpt().orElse(null),
                new LinkedHashSet<>(types),
                chats,
                root.path("out").isBoolean() ? root.path("out").booleanValue() : null,
                headers);
    }

    /** Without the secret and the values of the headers. */
    @Override
    public String toString() {
        return "WebhookConfig[" + url + "]";
    }
}
