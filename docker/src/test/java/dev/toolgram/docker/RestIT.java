package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Black-box tests, group 2: REST. Removes everything that it creates. */
@ParameterizedClass
@MethodSource("dev.toolgram.docker.Place#all")
class RestIT {

    private final Toolgram toolgram;

    RestIT(Place place) {
        toolgram = place.toolgram();
    }

    @Test
    void inputOutsideItsLimitsIsRefusedWithItsPlace() {
        RestResponse answer = toolgram.send("POST", "/api/messages", Map.of("chat", toolgram.chat(), "text", ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("detail").get(0).get("loc").toString()).contains("text");
        assertThat(answer.body().get("request_id").asString()).isNotEmpty();
    }

    @Test
    void fieldThatDoesNotExistIsRefused() {
        RestResponse answer =
                toolgram.send("POST", "/api/messages", Map.of("chat", toolgram.chat(), "text", "x", "colour", "red"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("detail").toString()).contains("colour");
    }

    @Test
    void messageIsSentEditedFetchedAndDeleted() {
        String text = "toolgram test " + UUID.randomUUID();
        JsonNode sent = toolgram.send("POST", "/api/messages", Map.of("chat", toolgram.chat(), "text", text))
                .result();
        long id = sent.get("id").asLong();
        try {
            assertThat(sent.get("text").asString()).isEqualTo(text);

            JsonNode edited = toolgram.send(
                            "PATCH", "/api/messages/" + id, Map.of("chat", toolgram.chat(), "text", text + " edited"))
                    .result();
            assertThat(edited.get("id").asLong()).isEqualTo(id);

            JsonNode newest = toolgram.get("/api/messages", Map.of("chat", toolgram.chat(), "limit", 5))
                    .result();
            assertThat(newest.valueStream()
                            .filter(message -> message.get("id").asLong() == id)
                            .map(message -> message.get("text").asString()))
                    .containsExactly(text + " edited");
        } finally {
            assertThat(delete(id).toString()).isEqualTo("{\"deleted\":1,\"requested\":1}");
        }
        assertThat(delete(id).toString()).isEqualTo("{\"deleted\":0,\"requested\":1}");
    }

    private JsonNode delete(long id) {
        return toolgram.send("DELETE", "/api/messages", Map.of("chat", toolgram.chat(), "message_ids", List.of(id)))
                .result();
    }

    @Test
    void dialogsAreListed() {
        JsonNode dialogs = toolgram.get("/api/dialogs", Map.of("limit", 5)).result();

        assertThat(dialogs).isNotEmpty();
        assertThat(dialogs.valueStream()).allSatisfy(dialog -> {
            assertThat(dialog.get("ref").asString()).isNotEmpty();
            assertThat(dialog.get("unread_count").isNumber()).isTrue();
        });
    }

    @Test
    void entitiesAreResolved() {
        JsonNode me = toolgram.get("/api/me", Map.of()).result();

        assertThat(toolgram.get("/api/entities", Map.of("chat", "me")).result()).isEqualTo(me);
        JsonNode channel = toolgram.get("/api/entities", Map.of("chat", toolgram.channel()))
                .result();
        assertThat(channel.get("type").asString()).isEqualTo("Channel");
        assertThat(channel.get("username").asString()).isEqualTo(toolgram.channel());
        assertThat(toolgram.get("/api/entities", Map.of("chat", "@no_such_name_at_all_"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void channelIsRead() {
        JsonNode messages = toolgram.get("/api/messages", Map.of("chat", toolgram.channel(), "limit", 3))
                .result();

        assertThat(messages).hasSize(3);
        assertThat(messages.get(0).get("id").asLong())
                .isGreaterThan(messages.get(2).get("id").asLong());
    }

    @Test
    void groupIsCreatedAndDeletedAndHasItsMaker() {
        JsonNode group = toolgram.send("POST", "/api/chats", Map.of("title", "Toolgram test " + UUID.randomUUID()))
                .result();
        String chat = group.get("ref").asString();
        try {
            long me = toolgram.get("/api/me", Map.of()).result().get("id").asLong();
            JsonNode members =
                    toolgram.get("/api/participants", Map.of("chat", chat)).result();
            assertThat(members.valueStream().map(member -> member.get("id").asLong()))
                    .containsExactly(me);
        } finally {
            assertThat(toolgram.send("DELETE", "/api/chats", Map.of("chat", chat))
                            .result()
                            .toString())
                    .isEqualTo("{\"ok\":true}");
        }
    }
}
