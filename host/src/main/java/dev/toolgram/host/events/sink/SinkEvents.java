package dev.toolgram.host.events.sink;

import dev.toolgram.api.Event;
import dev.toolgram.api.telegram.Message;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events in the form that plugins get. */
final class SinkEvents {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // an older version wrote fewer fields
            .build();

    private SinkEvents() {}

    static Event of(dev.toolgram.host.events.Event event) {
        ObjectNode tree = event.tree();
        JsonNode data = tree.path("data");
        JsonNode chat = tree.path("chat_id");
        return new Event(
                event.seq(),
                tree.path("id").asString(),
                event.type().toString(),
                OffsetDateTime.parse(tree.path("at").asString()),
                chat.isNumber() ? chat.asLong() : null,
                chat.isNumber() ? tree.path("chat_ref").asString() : null,
                tree.path("source").asString().equals("catch_up"),
                message(data),
                JSON.convertValue(data, new TypeReference<Map<String, @Nullable Object>>() {}));
    }

    /** Only the data of a whole message has a reference to its chat; without content, none has. */
    private static @Nullable Message message(JsonNode data) {
        try {
            return data.has("chat_ref") ? JSON.treeToValue(data, Message.class) : null;
        } catch (JacksonException e) { // another version of Toolgram wrote other fields
            return null;
        }
    }
}
