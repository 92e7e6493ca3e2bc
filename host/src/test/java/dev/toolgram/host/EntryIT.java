package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Ways into a group: what the tools of the plugin {@code entry} do on the server. */
@NullMarked
@ExtendWith(SharedSandbox.class)
class EntryIT {

    private static final long BOB = 1002;
    private static final long CARLA = 1003;
    private static final long DMITRI = 1004;
    private static final long GRETA = 1008;
    private static final long RUST = 3001;

    private final SandboxHost host;

    EntryIT(SandboxHost host) {
        this.host = host;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SandboxInvite01",
                "+SandboxInvite01",
                "t.me/+SandboxInvite01",
                "http://t.me/+SandboxInvite01",
                "https://t.me/+SandboxInvite01",
                "https://t.me/%2BSandboxInvite01",
                "https://t.me/joinchat/SandboxInvite01",
                "http://telegram.me/joinchat/SandboxInvite01/",
                "tg://join?invite=SandboxInvite01",
                "  https://www.Telegram.dog/+SandboxInvite01?x=1#top "
            })
    void everySpellingOfAnInviteIsJoined(String invite) {
        for (boolean mcp : new boolean[] {false, true}) {
            JsonNode _ = host.post("/api/chats/leave", Map.of("chat", "t.me/+SandboxInvite01"))
                    .body();

            JsonNode joined = host.result(mcp, "join_via_invite", Map.of("invite", invite));

            assertThat(joined.get("ok").asBoolean()).isTrue();
            assertThat(joined.get("joined")).hasSize(1);
            assertThat(joined.at("/joined/0/title").asString()).isEqualTo("Back Room");
            assertThat(joined.at("/joined/0/type").asString()).isEqualTo("Channel");
            assertThat(host.get("/api/dialogs", Map.of("limit", 200))
                            .result()
                            .valueStream()
                            .map(dialog -> dialog.path("title").asString("")))
                    .contains("Back Room");
            assertThat(host.result(mcp, "join_via_invite", Map.of("invite", invite)))
                    .as("a member already")
                    .isEqualTo(joined);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello world",
                "https://t.me/rust_and_rye",
                "t.me/+",
                "tg://join",
                "https://example.com/+abcdefgh"
            })
    void unreadableInviteIsRefused(String invite) {
        host.checkRefused(
                "join_via_invite", Map.of("invite", invite), "invite", "could not extract invite hash from input");
    }

    @ParameterizedTest
    @CsvSource({
        "SandboxExpired1, INVITE_HASH_EXPIRED, ask for a new one",
        "SandboxUnknown1, INVITE_HASH_INVALID, complete",
        "SandboxRequest1, INVITE_REQUEST_SENT, approves"
    })
    void refusalOfTelegramHasAdvice(String invite, String error, String advice) {
        telegramRefuses("join_via_invite", Map.of("invite", invite), error, advice);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void linkIsCreatedListedUsedAndRevoked(boolean mcp) {
        long group = group();

        JsonNode link =
                host.result(mcp, "create_invite_link", Map.of("chat", group, "name", "Flyer", "member_limit", 1));
        assertThat(link.get("name").asString()).isEqualTo("Flyer");
        assertThat(link.get("member_limit").asInt()).isEqualTo(1);
        assertThat(link.get("expires").isNull()).isTrue();
        assertThat(join(group, BOB, link)).isEqualTo("joined");
        assertThat(join(group, CARLA, link)).isEqualTo("INVITE_HASH_EXPIRED");

        JsonNode listed = host.result(mcp, "list_invite_links", Map.of("chat", group));
        assertThat(links(listed)).hasSize(2).startsWith(link.get("link").asString());
        assertThat(listed.get(0).get("member_count").asInt()).isEqualTo(1);
        assertThat(listed.get(1).get("primary").asBoolean()).isTrue();

        JsonNode primary = host.result(
                mcp,
                "revoke_invite_link",
                Map.of("chat", group, "link", listed.get(1).get("link").asString()));
        assertThat(primary.at("/revoked/revoked").asBoolean()).isTrue();
        assertThat(primary.at("/replacement/primary").asBoolean()).isTrue();
        JsonNode other = host.result(
                mcp,
                "revoke_invite_link",
                Map.of("chat", group, "link", link.get("link").asString()));
        assertThat(other.get("replacement").isNull()).isTrue();

        assertThat(links(host.result(mcp, "list_invite_links", Map.of("chat", group))))
                .containsExactly(primary.at("/replacement/link").asString());
        assertThat(links(host.result(mcp, "list_invite_links", Map.of("chat", group, "revoked", true))))
                .hasSize(2);
        telegramRefuses(
                "revoke_invite_link",
                Map.of("chat", group, "link", link.get("link").asString()),
                "INVITE_REVOKED_MISSING",
                "nothing to do");
    }

    @Test
    void linkExpires() {
        try (SandboxHost own = SandboxHost.start()) {
            long group = own.post("/api/chats", Map.of("title", "Short"))
                    .result()
                    .get("id")
                    .asLong();
            JsonNode link = own.result(false, "create_invite_link", Map.of("chat", group, "expires_in", 3600));
            String hash = hash(link);

            assertThat(OffsetDateTime.parse(link.get("expires").asString()).toInstant())
                    .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
            JsonNode _ = own.sandbox("advance_clock", Map.of("seconds", 3600));

            assertThat(own.sandbox("join", Map.of("chat_id", group, "user_id", BOB, "hash", hash))
                            .get("refusal")
                            .asString())
                    .isEqualTo("INVITE_HASH_EXPIRED");
        }
    }

    @Test
    void linksComeInPagesWithoutGapOrOverlap() {
        long group = group();
        for (int i = 0; i < 4; i++) {
            JsonNode _ = host.result(false, "create_invite_link", Map.of("chat", group));
        }
        List<String> all = links(host.result(false, "list_invite_links", Map.of("chat", group)));

        List<String> paged = new ArrayList<>();
        List<String> page = links(host.result(false, "list_invite_links", Map.of("chat", group, "limit", 2)));
        while (!page.isEmpty()) {
            paged.addAll(page);
            page = links(host.result(
                    false, "list_invite_links", Map.of("chat", group, "limit", 2, "after", paged.getLast())));
        }

        assertThat(all).hasSize(5);
        assertThat(paged).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void peopleAreAddedAndTheOthersListedWithTheReason(boolean mcp) {
        long group = group();

        JsonNode first = host.result(
                mcp, "invite_to_group", Map.of("chat", group, "users", List.of("bob_stone", "greta_lind", BOB)));
        JsonNode again = host.result(mcp, "invite_to_group", Map.of("chat", group, "users", List.of(BOB)));

        assertThat(first.get("added").asInt()).isEqualTo(1);
        assertThat(first.get("failed")).hasSize(1);
        assertThat(first.at("/failed/0/user/id").asLong()).isEqualTo(GRETA);
        assertThat(first.at("/failed/0/reason").asString()).contains("privacy settings", "send an invite link");
        assertThat(again.toString()).isEqualTo("{\"added\":1,\"failed\":[]}");
        assertThat(members(group)).contains(BOB).doesNotContain(GRETA);
    }

    @Test
    void peopleAreAddedToABasicGroupOneByOne() {
        try (SandboxHost own = SandboxHost.start()) {
            JsonNode invited = own.result(
                    true, "invite_to_group", Map.of("chat", "-2001", "users", List.of(BOB, DMITRI, "greta_lind")));

            assertThat(invited.get("added").asInt()).as("Bob is in already").isEqualTo(2);
            assertThat(invited.at("/failed/0/user/id").asLong()).isEqualTo(GRETA);
        }
    }

    @Test
    void bannedUserIsNotAdded() {
        long group = group();
        JsonNode _ =
                host.post("/api/admin/ban", Map.of("chat", group, "user", BOB)).result();

        telegramRefuses("invite_to_group", Map.of("chat", group, "users", List.of(BOB)), "USER_KICKED", "lift the ban");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsToJoinAreListedAndAnswered(boolean mcp) {
        long group = group();
        JsonNode link = host.result(mcp, "create_invite_link", Map.of("chat", group, "approval", true));
        assertThat(link.get("approval").asBoolean()).isTrue();
        for (long user : List.of(BOB, CARLA, DMITRI)) {
            assertThat(join(group, user, link)).isEqualTo("INVITE_REQUEST_SENT");
        }
        assertThat(host.result(mcp, "list_invite_links", Map.of("chat", group))
                        .get(0)
                        .get("pending_requests")
                        .asInt())
                .isEqualTo(3);

        JsonNode requests = host.result(mcp, "list_join_requests", Map.of("chat", group, "limit", 2));
        assertThat(users(requests)).containsExactly(DMITRI, CARLA);
        Map<String, Object> next = Map.of(
                "chat",
                group,
                "after_id",
                CARLA,
                "after_date",
                requests.get(1).get("date").asString());
        assertThat(users(host.result(mcp, "list_join_requests", next))).containsExactly(BOB);

        done(host.result(mcp, "answer_join_request", Map.of("chat", group, "user", "@bob_stone", "approve", true)));
        done(host.result(mcp, "answer_join_request", Map.of("chat", group, "user", CARLA, "approve", false)));
        assertThat(users(host.result(mcp, "list_join_requests", Map.of("chat", group))))
                .containsExactly(DMITRI);
        assertThat(members(group)).contains(BOB).doesNotContain(CARLA);
        telegramRefuses(
                "answer_join_request",
                Map.of("chat", group, "user", CARLA, "approve", true),
                "HIDE_REQUESTER_MISSING",
                "list_join_requests");
    }

    @ParameterizedTest
    @CsvSource({
        "create_invite_link",
        "list_invite_links",
        "revoke_invite_link",
        "invite_to_group",
        "list_join_requests",
        "answer_join_request"
    })
    void privateChatsAndMembersWithoutTheRightAreRefused(String tool) {
        Map<String, Object> input = new HashMap<>();
        switch (tool) {
            case "revoke_invite_link" -> input.put("link", "https://t.me/+SandboxInvite01");
            case "invite_to_group" -> input.put("users", List.of(DMITRI));
            case "answer_join_request" -> input.putAll(Map.of("user", DMITRI, "approve", true));
            default -> {
                // only a chat
            }
        }
        input.put("chat", "bob_stone");
        host.checkRefused(tool, input, "chat", "This is a private chat");
        if (!tool.equals("invite_to_group")) { // where every member may add people
            input.put("chat", RUST);
            host.checkRefused(tool, input, "chat", "right invite_users");
        }
    }

    @Test
    void wrongCombinationsAreRefused() {
        long group = group();

        host.checkRefused(
                "create_invite_link",
                Map.of("chat", group, "approval", true, "member_limit", 5),
                "member_limit",
                "leave out one of the two");
        host.checkRefused(
                "invite_to_group", Map.of("chat", group, "users", List.of("harbour_news")), "users", "use a user");
        host.checkRefused(
                "answer_join_request",
                Map.of("chat", group, "user", "harbour_news", "approve", true),
                "user",
                "use a user");
    }

    private long group() {
        return host.post("/api/chats", Map.of("title", "Group " + UUID.randomUUID()))
                .result()
                .get("id")
                .asLong();
    }

    private String join(long chat, long user, JsonNode link) {
        JsonNode answer = host.sandbox("join", Map.of("chat_id", chat, "user_id", user, "hash", hash(link)));
        return answer.get("joined").asBoolean()
                ? "joined"
                : answer.get("refusal").asString();
    }

    private static String hash(JsonNode link) {
        return link.get("link").asString().replaceAll(".*\\+", "");
    }

    private List<Long> members(long chat) {
        return host.get("/api/participants", Map.of("chat", chat))
                .result()
                .valueStream()
                .map(member -> member.get("id").asLong())
                .toList();
    }

    private static List<String> links(JsonNode links) {
        return links.valueStream().map(each -> each.get("link").asString()).toList();
    }

    private static List<Long> users(JsonNode requests) {
        return requests.valueStream().map(each -> each.at("/user/id").asLong()).toList();
    }

    private static void done(JsonNode result) {
        assertThat(result.toString()).isEqualTo("{\"ok\":true}");
    }

    private void telegramRefuses(String tool, Map<String, Object> input, String error, String advice) {
        RestResponse answer = host.post("/api/tools/" + tool, input);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(502);
        assertThat(answer.detail().get("message").asString()).isEqualTo(error);
        assertThat(answer.detail().get("advice").asString()).contains(advice);
        var mcp = host.mcp(tool, input);
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).contains(error);
    }
}
