package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The lives of groups and channels. */
@NullMarked
@ExtendWith(SharedSandbox.class)
class ChatsIT {

    private final SandboxHost host;

    ChatsIT(SandboxHost host) {
        this.host = host;
    }

    @Test
    void groupIsCreatedUsedAndDeleted() {
        String title = "Choir " + UUID.randomUUID();
        JsonNode group = host.post("/api/chats", Map.of("title", title)).result();
        String ref = group.get("ref").asString();

        assertThat(group.get("type").asString()).isEqualTo("Channel");
        assertThat(group.get("title").asString()).isEqualTo(title);
        assertThat(ref).startsWith("-100");
        assertThat(host.post("/api/messages", Map.of("chat", ref, "text", "first!"))
                        .result()
                        .get("chat_ref")
                        .asString())
                .isEqualTo(ref);
        assertThat(host.get("/api/participants", Map.of("chat", ref)).result()).hasSize(1);

        assertThat(host.send("DELETE", "/api/chats", Map.of("chat", ref))
                        .result()
                        .toString())
                .isEqualTo("{\"ok\":true}");
        assertThat(host.post("/api/messages", Map.of("chat", ref, "text", "too late"))
                        .status())
                .isEqualTo(400);
    }

    /** TDLib would cut the title at 128 characters without a word. */
    @Test
    void titleThatTelegramWouldCutIsRefused() {
        String longest = "\uD83C\uDFB5" + "x".repeat(127);

        JsonNode group = host.post("/api/chats", Map.of("title", longest)).result();
        RestResponse cut = host.post("/api/chats", Map.of("title", longest + "y"));

        assertThat(group.get("title").asString()).isEqualTo(longest);
        assertThat(cut.status()).isEqualTo(400);
        assertThat(cut.detail().toString())
                .isEqualTo("[{\"loc\":[\"body\",\"title\"],\"msg\":\"Title too long: Telegram accepts up to 128"
                        + " characters, this title has 129; nothing was created\",\"type\":\"value_error\"}]");
        assertThat(host.post("/api/chats", Map.of("title", "x".repeat(256)))
                        .detail()
                        .get(0)
                        .get("type")
                        .asString())
                .isEqualTo("string_too_long");
    }

    @Test
    void channelIsCreatedWhenAskedFor() {
        JsonNode channel = host.post("/api/chats", Map.of("title", "Bulletin", "megagroup", false))
                .result();

        assertThat(host.post("/api/messages", Map.of("chat", channel.get("ref").asString(), "text", "post"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void channelIsJoinedAndLeft() {
        assertThat(host.post("/api/chats/join", Map.of("chat", "@night_trains"))
                        .result()
                        .toString())
                .isEqualTo("{\"ok\":true}");
        assertThat(dialogs()).contains("night_trains");
        assertThat(host.post("/api/chats/leave", Map.of("chat", "@night_trains"))
                        .result()
                        .toString())
                .isEqualTo("{\"ok\":true}");
        assertThat(dialogs()).doesNotContain("night_trains");
    }

    @Test
    void privateGroupIsJoinedByItsInvitation() {
        try (SandboxHost own = SandboxHost.start()) {
            assertThat(own.post("/api/chats/join", Map.of("chat", "https://t.me/+SandboxInvite01"))
                            .status())
                    .isEqualTo(200);
            assertThat(own.get("/api/messages", Map.of("chat", "https://t.me/+SandboxInvite01"))
                            .result())
                    .isNotEmpty();
        }
    }

    /** The account is not a member until an administrator approves it, so this is not a success. */
    @ParameterizedTest
    @ValueSource(strings = {"@quiet_garden", "https://t.me/quiet_garden", "https://t.me/+SandboxRequest1"})
    void joinRequestThatAwaitsApprovalIsNotASuccess(String chat) {
        RestResponse answer = host.post("/api/chats/join", Map.of("chat", chat));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(502);
        assertThat(answer.detail().get("telegram_error").asString()).isEqualTo("InviteRequestSentError");
        assertThat(answer.detail().get("message").asString()).isEqualTo("INVITE_REQUEST_SENT");
        assertThat(dialogs()).doesNotContain("quiet_garden");
    }

    @Test
    void expiredInviteLinkIsRefused() {
        RestResponse answer = host.post("/api/chats/join", Map.of("chat", "https://t.me/+SandboxExpired1"));

        assertThat(answer.status()).as(answer.body().toString()).isGreaterThanOrEqualTo(400);
        assertThat(answer.detail().toString()).contains("INVITE_HASH_EXPIRED");
    }

    @Test
    void basicGroupIsLeftAndJoinedAgain() {
        try (SandboxHost own = SandboxHost.start()) {
            for (String action : List.of("leave", "join")) {
                assertThat(own.post("/api/chats/" + action, Map.of("chat", "-2001"))
                                .result()
                                .toString())
                        .isEqualTo("{\"ok\":true}");
            }
            assertThat(own.post("/api/messages", Map.of("chat", "-2001", "text", "back"))
                            .status())
                    .isEqualTo(200);
            assertThat(own.post("/api/chats/join", Map.of("chat", "-2001"))
                            .detail()
                            .toString())
                    .contains("USER_ALREADY_PARTICIPANT", "a member already");
        }
    }

    @Test
    void membersComeAcrossPages() {
        JsonNode members = host.get("/api/participants", Map.of("chat", "rust_and_rye", "limit", 1000))
                .result();

        assertThat(members.size()).isEqualTo(247);
        assertThat(members.valueStream()
                        .map(member -> member.get("id").asLong())
                        .distinct())
                .hasSize(247);
        assertThat(host.get("/api/participants", Map.of("chat", "rust_and_rye")).result())
                .hasSize(100);
    }

    @Test
    void membersAreSearchedByName() {
        JsonNode found = host.get("/api/participants", Map.of("chat", "rust_and_rye", "search", "greta"))
                .result();
        JsonNode ofBasicGroup = host.get("/api/participants", Map.of("chat", "-2001", "search", "carla"))
                .result();

        assertThat(found)
                .singleElement()
                .satisfies(member ->
                        assertThat(member.get("first_name").asString()).isEqualTo("Greta"));
        assertThat(ofBasicGroup).hasSize(1);
        assertThat(host.get("/api/participants", Map.of("chat", "-2001")).result())
                .hasSize(3);
    }

    @Test
    void hiddenMembersAreRefusedClearly() {
        RestResponse hidden = host.get("/api/participants", Map.of("chat", "open_kitchen"));
        RestResponse channel = host.get("/api/participants", Map.of("chat", "harbour_news"));
        RestResponse person = host.get("/api/participants", Map.of("chat", "bob_stone"));

        assertThat(hidden.status()).as(hidden.body().toString()).isEqualTo(502);
        assertThat(hidden.detail().toString()).contains("ChatAdminRequiredError");
        assertThat(channel.status()).as(channel.body().toString()).isEqualTo(400);
        assertThat(person.status()).isEqualTo(400);
        assertThat(person.detail().get(0).get("msg").asString()).contains("no members");
    }

    @Test
    void privateChatIsNotDeleted() {
        for (String chat : java.util.List.of("bob_stone", "me")) {
            assertThat(host.send("DELETE", "/api/chats", Map.of("chat", chat)).status())
                    .isEqualTo(400);
            assertThat(host.get("/api/messages", Map.of("chat", chat)).result()).isNotEmpty();
        }
    }

    @Test
    void groupOfOthersCannotBeDeleted() {
        RestResponse answer = host.send("DELETE", "/api/chats", Map.of("chat", "rust_and_rye"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(host.get("/api/entities", Map.of("chat", "rust_and_rye")).status())
                .isEqualTo(200);
    }

    private String dialogs() {
        return host.get("/api/dialogs", Map.of("limit", 200))
                .result()
                .valueStream()
                .map(dialog -> dialog.path("username").asString(""))
                .collect(Collectors.joining(" "));
    }
}
