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

/** Polls are created, voted in, read and closed. */
@NullMarked
@ExtendWith(SharedSandbox.class)
class PollsIT {

    private static final String CHAT = "rust_and_rye";
    private static final long CHAT_ID = 3001;
    private static final long BOB = 1002;

    private final SandboxHost host;

    PollsIT(SandboxHost host) {
        this.host = host;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pollIsVotedInAndItsResultsAreRead(boolean mcp) {
        long id = create(mcp, Map.of()).get("id").asLong();

        assertThat(results(mcp, id).get("total_voters").asInt()).isZero();
        assertThat(host.result(mcp, "vote_poll", Map.of("message_id", id, "chat", CHAT, "options", List.of(1)))
                        .toString())
                .isEqualTo("{\"ok\":true}");
        JsonNode _ =
                host.sandbox("vote", Map.of("chat_id", CHAT_ID, "message_id", id, "from", BOB, "options", List.of(0)));

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(results(mcp, id).get("total_voters").asInt()).isEqualTo(2));
        JsonNode results = results(mcp, id);
        assertThat(results.get("question").asString()).isEqualTo("Which?");
        assertThat(results.get("closed").asBoolean()).isFalse();
        assertThat(results.get("results").toString())
                .isEqualTo("[{\"option_index\":0,\"text\":\"This\",\"voters\":1,\"correct\":false,\"chosen\":false},"
                        + "{\"option_index\":1,\"text\":\"That\",\"voters\":1,\"correct\":false,\"chosen\":true},"
                        + "{\"option_index\":2,\"text\":\"Neither\",\"voters\":0,\"correct\":false,\"chosen\":false}]");
    }

    @Test
    void messageOfAPollSaysThatItHasOne() {
        JsonNode message = create(false, Map.of());

        assertThat(message.get("media_type").asString()).isEqualTo("MessageMediaPoll");
        assertThat(message.get("out").asBoolean()).isTrue();
    }

    @Test
    void voteIsChangedInAPollAndFinalInAQuiz() {
        long poll = create(false, Map.of("multiple_choice", true)).get("id").asLong();
        long quiz = create(false, Map.of("quiz", true, "correct_option", 2, "solution", "Because."))
                .get("id")
                .asLong();

        vote(poll, List.of(0, 1)).result();
        vote(poll, List.of(2)).result();
        vote(quiz, List.of(0)).result();

        assertThat(chosen(poll)).containsExactly(2);
        assertThat(chosen(quiz)).containsExactly(0);
        assertThat(results(false, quiz)
                        .get("results")
                        .valueStream()
                        .filter(option -> option.get("correct").asBoolean())
                        .map(option -> option.get("option_index").asInt()))
                .containsExactly(2);
        refused(vote(quiz, List.of(2)), "message_id", "This account has voted, and the vote cannot be changed");
    }

    @Test
    void votesOfAnothersPollAreShownOnceThisAccountHasVoted() {
        try (SandboxHost own = SandboxHost.start()) {
            Map<String, Object> poll = Map.of("chat", CHAT);
            JsonNode before = own.get("/api/polls/150/results", poll).result();
            assertThat(before.at("/results/0/voters").isNull()).isTrue();

            JsonNode _ = own.post("/api/polls/150/vote", Map.of("chat", CHAT, "options", List.of(0)))
                    .result();

            JsonNode after = own.get("/api/polls/150/results", poll).result();
            assertThat(after.at("/results/0/voters").asInt()).isEqualTo(1);
            assertThat(after.at("/results/0/chosen").asBoolean()).isTrue();
            assertThat(after.at("/results/0/text").asString()).isEqualTo("Rye");
            refused(own.post("/api/polls/150/close", poll), "message_id", "Only who created a poll can close it");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closedPollTakesNoVotesAndKeepsItsResults(boolean mcp) {
        long id = create(mcp, Map.of()).get("id").asLong();
        vote(id, List.of(0)).result();

        JsonNode closed = host.result(mcp, "close_poll", Map.of("message_id", id, "chat", CHAT));
        JsonNode again = host.result(mcp, "close_poll", Map.of("message_id", id, "chat", CHAT));

        assertThat(closed.get("closed").asBoolean()).isTrue();
        assertThat(closed.at("/results/0/voters").asInt()).isEqualTo(1);
        assertThat(again).isEqualTo(closed);
        assertThat(results(mcp, id)).isEqualTo(closed);
        refused(vote(id, List.of(1)), "message_id", "This poll is closed");
    }

    /** The words of the original. */
    @Test
    void quizWithoutAnAnswerIsRefused() {
        Map<String, Object> input = new HashMap<>(poll());
        input.put("quiz", true);
        input.put("chat", "nobody_of_that_name"); // refused before the chat is looked for
        RestResponse answer = host.post("/api/polls", input);

        refused(answer, "correct_option", "quiz polls require correct_option");
        assertThat(host.mcp("create_poll", input).text())
                .isEqualTo("correct_option: quiz polls require correct_option");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vote_poll", "get_poll_results", "close_poll"})
    void messageWithoutAPollIsRefused(String tool) {
        Map<String, Object> input = new HashMap<>(Map.of("message_id", 100, "chat", CHAT));
        if (tool.equals("vote_poll")) {
            input.put("options", List.of(0));
        }
        RestResponse answer = host.post("/api/tools/" + tool, input);
        refused(answer, "message_id", "message has no poll");
        assertThat(host.mcp(tool, input).text()).isEqualTo("message_id: message has no poll");

        input.put("message_id", 999_999);
        refused(host.post("/api/tools/" + tool, input), "message_id", "message 999999 not found in chat");
        input.put("chat", "https://t.me/rust_and_rye/12");
        refused(host.post("/api/tools/" + tool, input), "chat", "This link names message 12, but message_id does not");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'options':['one']} | options",
                "{'options':['1','2','3','4','5','6','7','8','9','10','11']} | options",
                "{'options':['one',' ']} | options",
                "{'question':''} | question",
                "{'quiz':true,'correct_option':3} | correct_option",
                "{'quiz':true,'correct_option':-1} | correct_option",
            })
    void malformedPollIsRefused(String change, String field) {
        Map<String, Object> input = new HashMap<>(poll());
        SandboxHost.JSON
                .readTree(change.replace('\'', '"'))
                .properties()
                .forEach(each -> input.put(each.getKey(), each.getValue()));
        RestResponse answer = host.post("/api/polls", input);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").get(1).asString()).isEqualTo(field);
    }

    @Test
    void voteThatThePollDoesNotHaveIsRefused() {
        long id = create(false, Map.of()).get("id").asLong();

        refused(vote(id, List.of(3)), "options", "The poll has 3 options, counted from 0");
        refused(vote(id, List.of(0, 1)), "options", "In this poll only one option can be chosen");
        refused(vote(id, List.of()), "options", "");
        assertThat(results(false, id).get("total_voters").asInt()).isZero();
    }

    @Test
    void pollIsSentOnceForOneIdempotencyKey() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> input = new HashMap<>(poll());
        input.put("idempotency_key", key);

        JsonNode first = host.mcp("create_poll", input).result();
        JsonNode second = host.mcp("create_poll", input).result();

        assertThat(first.get("id").asLong()).isPositive();
        assertThat(second).isEqualTo(first);
    }

    private static Map<String, Object> poll() {
        return Map.of("chat", CHAT, "question", "Which?", "options", List.of("This", "That", "Neither"));
    }

    private JsonNode create(boolean mcp, Map<String, Object> more) {
        Map<String, Object> input = new HashMap<>(poll());
        input.putAll(more);
        return host.result(mcp, "create_poll", input);
    }

    private RestResponse vote(long id, List<Integer> options) {
        return host.post("/api/polls/" + id + "/vote", Map.of("chat", CHAT, "options", options));
    }

    private JsonNode results(boolean mcp, long id) {
        return mcp
                ? host.mcp("get_poll_results", Map.of("message_id", id, "chat", CHAT))
                        .result()
                : host.get("/api/polls/" + id + "/results", Map.of("chat", CHAT))
                        .result();
    }

    private List<Integer> chosen(long id) {
        return results(false, id)
                .get("results")
                .valueStream()
                .filter(option -> option.get("chosen").asBoolean())
                .map(option -> option.get("option_index").asInt())
                .toList();
    }

    private static void refused(RestResponse answer, String field, String message) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").get(1).asString()).isEqualTo(field);
        assertThat(answer.detail().get(0).get("msg").asString()).contains(message);
    }
}
