package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Members and administrators: what the tools of the plugin {@code moderation} do on the server. */
@NullMarked
@ExtendWith(SharedSandbox.class)
class ModerationIT {

    private static final long ANN = 1001;
    private static final long BOB = 1002;
    private static final long CARLA = 1003;
    private static final long WALK = 2001;
    private static final long RUST = 3001;

    private final SandboxHost host;

    ModerationIT(SandboxHost host) {
        this.host = host;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void banEndsAfterItsSeconds(boolean mcp) {
        try (SandboxHost own = SandboxHost.start()) {
            long group = group(own, BOB);

            done(own.result(mcp, "ban_user", Map.of("chat", group, "user", BOB, "until_seconds", 60)));
            assertThat(members(own, group)).doesNotContain(BOB);
            JsonNode _ = own.sandbox("advance_clock", Map.of("seconds", 58));
            assertThat(join(own, group, BOB)).isEqualTo("CHANNEL_PRIVATE");

            JsonNode _ = own.sandbox("advance_clock", Map.of("seconds", 2));
            assertThat(join(own, group, BOB)).isEqualTo("joined");
            assertThat(members(own, group)).contains(BOB);
        }
    }

    @Test
    void banWithoutSecondsIsForGoodUntilItIsLifted() {
        try (SandboxHost own = SandboxHost.start()) {
            long group = group(own, BOB);

            done(own.result(false, "ban_user", Map.of("chat", group, "user", "@bob_stone")));
            JsonNode _ = own.sandbox("advance_clock", Map.of("seconds", 31_000_000));
            assertThat(join(own, group, BOB)).isEqualTo("CHANNEL_PRIVATE");

            done(own.result(false, "unban_user", Map.of("chat", group, "user", "@bob_stone")));
            assertThat(members(own, group)).doesNotContain(BOB);
            assertThat(join(own, group, BOB)).isEqualTo("joined");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 29})
    void banThatTelegramWouldMakePermanentIsRefused(long seconds) {
        long group = group(host, BOB);

        host.checkRefused(
                "ban_user",
                Map.of("chat", group, "user", BOB, "until_seconds", seconds),
                "until_seconds",
                "30 or more");
        assertThat(members(host, group)).contains(BOB);
    }

    @Test
    void somebodyWhoIsNoMemberIsBannedBeforehand() {
        long group = group(host);

        done(host.result(false, "ban_user", Map.of("chat", group, "user", BOB)));

        assertThat(join(host, group, BOB)).isEqualTo("CHANNEL_PRIVATE");
    }

    @Test
    void liftingABanLeavesAMemberIn() {
        long group = group(host, BOB);

        done(host.result(false, "unban_user", Map.of("chat", group, "user", BOB)));

        assertThat(members(host, group)).contains(BOB);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void kickedUserMayComeBack(boolean mcp) {
        long group = group(host, BOB);

        done(host.result(mcp, "kick_user", Map.of("chat", group, "user", BOB)));
        assertThat(members(host, group)).doesNotContain(BOB);

        assertThat(join(host, group, BOB)).isEqualTo("joined");
        assertThat(members(host, group)).contains(BOB);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void administratorHasExactlyTheGivenRights(boolean mcp) {
        long group = group(host, BOB);

        done(host.result(mcp, "promote_user", Map.of("chat", group, "user", BOB, "ban_users", true)));
        done(host.result(
                mcp, "promote_user", Map.of("chat", group, "user", BOB, "pin_messages", true, "title", "Pins")));

        JsonNode admins = host.result(mcp, "get_admins", Map.of("chat", group));
        assertThat(admins).hasSize(2);
        assertThat(admin(admins, ANN)).contains("\"owner\":true", "\"title\":null", "\"rights\":[]");
        assertThat(admin(admins, BOB))
                .contains("\"owner\":false", "\"title\":\"Pins\"", "\"rights\":[\"pin_messages\"]");

        done(host.result(mcp, "demote_user", Map.of("chat", group, "user", BOB)));
        done(host.result(mcp, "demote_user", Map.of("chat", group, "user", BOB)));
        assertThat(host.result(mcp, "get_admins", Map.of("chat", group))).hasSize(1);
        assertThat(members(host, group)).contains(BOB);
    }

    @ParameterizedTest
    @CsvSource({
        "change_info",
        "delete_messages",
        "ban_users",
        "invite_users",
        "pin_messages",
        "add_admins",
        "anonymous",
        "manage_call"
    })
    void everyRightOfAGroupIsGivenAlone(String right) {
        long group = group(host, BOB);

        done(host.result(false, "promote_user", Map.of("chat", group, "user", BOB, right, true)));

        assertThat(admin(host.result(false, "get_admins", Map.of("chat", group)), BOB))
                .contains("\"rights\":[\"" + right + "\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"post_messages", "edit_messages"})
    void everyRightOfAChannelIsGivenAlone(String right) {
        long channel = created(Map.of("title", "Channel " + UUID.randomUUID(), "megagroup", false));
        JsonNode _ = role(host, channel, BOB, "MEMBER");

        done(host.result(false, "promote_user", Map.of("chat", channel, "user", BOB, right, true)));

        assertThat(admin(host.result(false, "get_admins", Map.of("chat", channel)), BOB))
                .contains("\"rights\":[\"" + right + "\"]");
        host.checkRefused("promote_user", Map.of("chat", channel, "user", BOB, "title", "x"), "title", "no titles");
    }

    @Test
    void titleAloneMakesAnAdministratorWithoutRights() {
        long group = group(host, BOB);

        done(host.result(false, "promote_user", Map.of("chat", group, "user", BOB, "title", "Guest of honour")));

        assertThat(admin(host.result(false, "get_admins", Map.of("chat", group)), BOB))
                .contains("\"title\":\"Guest of honour\"", "\"rights\":[]");
        host.checkRefused("promote_user", Map.of("chat", group, "user", BOB, "title", "x".repeat(17)), "title", "16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/admin/%s", "/api/chats/{chat}/admin/%s", "/api/tools/%s_user"})
    void bothGenerationsRoutesWork(String form) {
        long group = group(host, BOB);
        for (String action : List.of("promote", "demote", "kick", "ban", "unban")) {
            JsonNode _ = role(host, group, BOB, "MEMBER");
            RestResponse answer =
                    host.call("POST " + form.formatted(action), Map.of("chat", group, "user", "@bob_stone"));
            assertThat(answer.result().toString()).as(action).isEqualTo("{\"ok\":true}");
        }
    }

    @Test
    void unknownActionIsReportedWithTheValidOnes() {
        RestResponse answer = host.post("/api/chats/rust_and_rye/admin/mute", Map.of("user", BOB));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.detail().asString())
                .startsWith("unknown admin action 'mute'; valid: [")
                .contains("'ban'", "'unban'", "'kick'", "'promote'", "'demote'");
    }

    @ParameterizedTest
    @CsvSource({"ban_user", "unban_user", "kick_user", "promote_user", "demote_user"})
    void privateChatsTheAccountItselfGroupsAndOwnersAreRefused(String tool) {
        host.checkRefused(tool, Map.of("chat", "bob_stone", "user", CARLA), "chat", "This is a private chat");
        host.checkRefused(tool, Map.of("chat", RUST, "user", "me"), "user", "This is the account itself");
        host.checkRefused(tool, Map.of("chat", RUST, "user", "harbour_news"), "user", "This is a group or channel");
        host.checkRefused(tool, Map.of("chat", RUST, "user", "erin_walsh"), "user", "This is the owner of the chat");
    }

    @ParameterizedTest
    @CsvSource({"kick_user", "promote_user", "demote_user"})
    void userWhoIsNotAMemberIsRefused(String tool) {
        host.checkRefused(tool, Map.of("chat", group(host), "user", BOB), "user", "not a member");
    }

    @Test
    void onlyAdministratorsMayDoIt() {
        for (String tool : List.of("ban_user", "kick_user")) {
            host.checkRefused(tool, Map.of("chat", RUST, "user", BOB), "chat", "right ban_users");
        }
        host.checkRefused("promote_user", Map.of("chat", RUST, "user", BOB, "pin_messages", true), "chat", "lacks the");
        host.checkRefused(
                "set_group_permissions", Map.of("chat", RUST, "send_polls", false), "chat", "right ban_users");
        host.checkRefused("get_recent_actions", Map.of("chat", RUST), "chat", "Only administrators");
        host.checkRefused("get_admins", Map.of("chat", "harbour_news"), "chat", "cannot see the members");
        host.checkRefused("ban_user", Map.of("chat", "harbour_news", "user", BOB), "chat", "cannot see the members");
    }

    @Test
    void basicGroupHasOneKindOfAdministratorAndNoListOfBans() {
        try (SandboxHost own = SandboxHost.start()) {
            Map<String, Object> carla = Map.of("chat", "-2001", "user", CARLA);
            own.checkRefused("ban_user", with(carla, "until_seconds", 60), "until_seconds", "do not end");
            own.checkRefused("unban_user", carla, "chat", "keeps no list of bans");
            own.checkRefused("promote_user", with(carla, "pin_messages", true), "chat", "have the same rights");
            own.checkRefused("get_recent_actions", Map.of("chat", "-2001"), "chat", "keeps no log");
            Map<String, Object> all = new HashMap<>(carla);
            for (String right : List.of(
                    "change_info", "delete_messages", "ban_users", "invite_users", "pin_messages", "manage_call")) {
                all.put(right, true);
            }
            own.checkRefused("promote_user", all, "chat", "Only the owner of a basic group");

            JsonNode _ = role(own, WALK, ANN, "OWNER");
            Awaitility.await().ignoreExceptions().untilAsserted(() -> done(own.result(false, "promote_user", all)));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    admin(own.result(true, "get_admins", Map.of("chat", "-2001")), CARLA))
                            .contains("\"owner\":false", "manage_call"));
            done(own.result(false, "demote_user", carla));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(own.result(false, "get_admins", Map.of("chat", "-2001")))
                            .hasSize(1));
            done(own.result(true, "kick_user", carla));
            assertThat(members(own, WALK)).doesNotContain(CARLA);
            done(own.result(true, "ban_user", Map.of("chat", "-2001", "user", BOB)));
            assertThat(members(own, WALK)).containsExactly(ANN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyTheGivenPermissionsChange(boolean mcp) {
        long group = group(host);

        JsonNode first = host.result(mcp, "set_group_permissions", Map.of("chat", group, "send_polls", false));
        JsonNode second = host.result(mcp, "set_group_permissions", Map.of("chat", group, "pin_messages", false));
        JsonNode third = host.result(mcp, "set_group_permissions", Map.of("chat", group, "send_polls", true));

        assertThat(forbidden(first)).containsExactly("send_polls");
        assertThat(forbidden(second)).containsExactlyInAnyOrder("send_polls", "pin_messages");
        assertThat(forbidden(third)).containsExactly("pin_messages");
    }

    @Test
    void permissionsOfAChannelOrOfNobodyAreRefused() {
        long channel = created(Map.of("title", "Channel " + UUID.randomUUID(), "megagroup", false));

        host.checkRefused(
                "set_group_permissions", Map.of("chat", channel, "send_polls", false), "chat", "This is a channel");
        host.checkRefused(
                "set_group_permissions", Map.of("chat", "bob_stone", "send_polls", false), "chat", "private chat");
        RestResponse none = host.post("/api/tools/set_group_permissions", Map.of("chat", RUST));
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.body().toString()).contains("No permission is given");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recentActionsSayWhoDidWhatToWhom(boolean mcp) {
        long group = group(host, BOB);
        long message = host.result(mcp, "send_message", Map.of("chat", group, "text", "to be deleted"))
                .path("id")
                .asLong();
        JsonNode _ = host.result(mcp, "delete_messages", Map.of("chat", group, "message_ids", List.of(message)));
        done(host.result(mcp, "promote_user", Map.of("chat", group, "user", BOB, "pin_messages", true)));
        done(host.result(mcp, "demote_user", Map.of("chat", group, "user", BOB)));
        done(host.result(mcp, "ban_user", Map.of("chat", group, "user", BOB)));
        JsonNode _ = host.result(mcp, "set_group_permissions", Map.of("chat", group, "send_polls", false));

        JsonNode actions = host.result(mcp, "get_recent_actions", Map.of("chat", group));

        assertThat(actions.valueStream().map(each -> each.get("action").asString()))
                .containsExactly(
                        "permissions_changed",
                        "member_restricted",
                        "member_promoted",
                        "member_promoted",
                        "message_deleted");
        assertThat(actions.valueStream().map(each -> each.at("/by/ref").asString()))
                .containsOnly("@ann_tester");
        JsonNode ban = actions.get(1);
        assertThat(ban.at("/user/ref").asString()).isEqualTo("@bob_stone");
        assertThat(ban.get("before").asString()).isEqualTo("member");
        assertThat(ban.get("after").asString()).isEqualTo("banned");
        assertThat(actions.get(3).get("after").asString()).isEqualTo("administrator: pin_messages");
        assertThat(actions.get(4).at("/message/text").asString()).isEqualTo("to be deleted");
    }

    @Test
    void recentActionsComeInPagesWithoutGapOrOverlap() {
        long group = group(host, BOB);
        for (int i = 0; i < 3; i++) {
            done(host.result(false, "promote_user", Map.of("chat", group, "user", BOB, "pin_messages", true)));
            done(host.result(false, "demote_user", Map.of("chat", group, "user", BOB)));
        }
        List<String> all = ids(host.result(false, "get_recent_actions", Map.of("chat", group)));
        List<String> first = ids(host.result(false, "get_recent_actions", Map.of("chat", group, "limit", 4)));
        List<String> rest = ids(
                host.result(false, "get_recent_actions", Map.of("chat", group, "limit", 4, "before", first.getLast())));

        assertThat(all).hasSize(6).doesNotHaveDuplicates();
        assertThat(first).isEqualTo(all.subList(0, 4));
        assertThat(rest).isEqualTo(all.subList(4, 6));
        assertThat(ids(host.result(false, "get_recent_actions", Map.of("chat", group, "before", all.getLast()))))
                .isEmpty();
        assertThat(ids(host.result(false, "get_recent_actions", Map.of("chat", group, "search", "nobody"))))
                .isEmpty();
        host.checkRefused(
                "get_recent_actions", Map.of("chat", group, "before", "9".repeat(19)), "before", "no such id");
    }

    private long group(SandboxHost of, long... members) {
        long group = of.post("/api/chats", Map.of("title", "Group " + UUID.randomUUID()))
                .result()
                .get("id")
                .asLong();
        for (long member : members) {
            JsonNode _ = role(of, group, member, "MEMBER");
        }
        return group;
    }

    private long created(Map<String, Object> input) {
        return host.post("/api/chats", input).result().get("id").asLong();
    }

    private static JsonNode role(SandboxHost of, long chat, long user, String role) {
        return of.sandbox("set_role", Map.of("chat_id", chat, "user_id", user, "role", role));
    }

    private static String join(SandboxHost of, long chat, long user) {
        JsonNode answer = of.sandbox("join", Map.of("chat_id", chat, "user_id", user));
        return answer.get("joined").asBoolean()
                ? "joined"
                : answer.get("refusal").asString();
    }

    private static List<Long> members(SandboxHost of, long chat) {
        return of.get("/api/participants", Map.of("chat", chat))
                .result()
                .valueStream()
                .map(member -> member.get("id").asLong())
                .toList();
    }

    private static String admin(JsonNode admins, long user) {
        return admins.valueStream()
                .filter(admin -> admin.at("/user/id").asLong() == user)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static List<String> forbidden(JsonNode permissions) {
        return permissions
                .propertyStream()
                .filter(each -> !each.getValue().asBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> ids(JsonNode actions) {
        return actions.valueStream().map(each -> each.get("id").asString()).toList();
    }

    private static Map<String, Object> with(Map<String, Object> input, String field, Object value) {
        Map<String, Object> more = new HashMap<>(input);
        more.put(field, value);
        return more;
    }

    private static void done(JsonNode result) {
        assertThat(result.toString()).isEqualTo("{\"ok\":true}");
    }
}
