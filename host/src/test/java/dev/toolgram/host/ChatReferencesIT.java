package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every form in which a chat can be named leads to that chat. */
@NullMarked
@ExtendWith(SharedSandbox.class)
class ChatReferencesIT {

    private final SandboxHost host;

    ChatReferencesIT(SandboxHost host) {
        this.host = host;
    }

    @ParameterizedTest
    @CsvSource({
        "me, User, 1001",
        "@bob_stone, User, 1002",
        "bob_stone, User, 1002",
        "BOB_STONE, User, 1002",
        "https://t.me/bob_stone, User, 1002",
        "http://t.me/bob_stone/, User, 1002",
        "t.me/bob_stone, User, 1002",
        "tg://resolve?domain=bob_stone, User, 1002",
        "+15550002, User, 1002",
        "1002, User, 1002",
        "1003, User, 1003",
        "echo_bot, User, 1005",
        "rust_and_rye, Channel, 3001",
        "3001, Channel, 3001",
        "-1000000003001, Channel, 3001",
        "Self, User, 1001",
        "rust_and_rye.t.me, Channel, 3001",
        "HTTP://www.Telegram.Dog/s/rust%5Fand_rye/?before=9#top, Channel, 3001",
        "https://t.me/c/3001, Channel, 3001",
        "https://t.me/boost/rust_and_rye, Channel, 3001",
        "tg:boost?channel=3001, Channel, 3001",
        "tg://privatepost?channel=3001, Channel, 3001",
        "tg://openmessage?chat_id=2001, Chat, 2001",
        "tg://user?id=1002, User, 1002",
        "https://t.me/+15550002, User, 1002",
        "' 15550003', User, 1003",
        "harbour_news, Channel, 3002",
        "-1000000003002, Channel, 3002",
        "night_trains, Channel, 3003",
        "-2001, Chat, 2001",
        "2001, Chat, 2001",
    })
    void namesTheChat(String reference, String type, long id) {
        JsonNode byRest = host.get("/api/entities", Map.of("chat", reference)).result();
        JsonNode byMcp = host.mcp("get_entity", Map.of("chat", reference)).result();

        assertThat(byRest.get("type").asString()).isEqualTo(type);
        assertThat(byRest.get("id").asLong()).isEqualTo(id);
        assertThat(byMcp).isEqualTo(byRest);
    }

    @Test
    void numberIsAsGoodAsText() {
        for (long id : List.of(1002L, 3001L, 2001L, -2001L, -1000000003001L)) {
            assertThat(host.mcp("get_entity", Map.of("chat", id)).result())
                    .isEqualTo(host.mcp("get_entity", Map.of("chat", String.valueOf(id)))
                            .result());
        }
    }

    @Test
    void everyRefOfAResultCanBePassedBack() {
        for (JsonNode dialog : host.get("/api/dialogs", Map.of("limit", 200)).result()) {
            JsonNode again = host.get(
                            "/api/entities", Map.of("chat", dialog.get("ref").asString()))
                    .result();
            assertThat(again.get("id")).isEqualTo(dialog.get("id"));
            assertThat(again.get("type")).isEqualTo(dialog.get("type"));
        }
        for (JsonNode message :
                host.get("/api/messages", Map.of("chat", "-2001")).result()) {
            assertThat(message.get("chat_ref").asString()).isEqualTo("-2001");
        }
    }

    /** Asking the server for names over and over is what gets accounts limited. */
    @Test
    void nameThatIsKnownIsNotAskedOfTheServerAgain() {
        JsonNode _ = host.get("/api/entities", Map.of("chat", "greta_lind")).result();
        long before = resolved();
        for (int i = 0; i < 20; i++) {
            for (String name : List.of("@greta_lind", "greta_lind", "t.me/greta_lind", "rust_and_rye")) {
                JsonNode _ = host.get("/api/entities", Map.of("chat", name)).result();
            }
        }
        assertThat(resolved()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "Bob Stone, Bob Stone (@bob_stone)",
        "bob, Bob Stone (@bob_stone)",
        "rust and RYE, Rust and Rye (@rust_and_rye)",
        "bob_ston, Bob Stone (@bob_stone)",
    })
    void nameIsNotResolvedButTheSimilarChatsAreNamed(String name, String similar) {
        for (String detail : List.of(
                host.get("/api/entities", Map.of("chat", name)).detail().toString(),
                host.mcp("get_entity", Map.of("chat", name)).text())) {
            assertThat(detail).contains("Chats with a similar name: ").contains(similar);
        }
    }

    @Test
    void numberOfAChatThatWasOnlySeenInTheListResolves() {
        try (SandboxHost fresh = SandboxHost.start()) {
            assertThat(fresh.get("/api/messages", Map.of("chat", "3001", "limit", 1))
                            .result())
                    .hasSize(1);
            assertThat(fresh.get("/api/messages", Map.of("chat", "2001", "limit", 1))
                            .result())
                    .hasSize(1);
        }
    }

    @Test
    void invitationOfAStrangeGroupSaysWhatToDo() {
        JsonNode detail = host.get("/api/messages", Map.of("chat", "https://t.me/+SandboxInvite01"))
                .detail();

        assertThat(detail.get(0).get("msg").asString()).contains("join_chat");
    }

    private long resolved() {
        return host.sandbox("calls", Map.of())
                .valueStream()
                .filter(call -> call.get("method").asString().equals("contacts.resolveUsername"))
                .mapToLong(call -> call.get("count").asLong())
                .sum();
    }
}
