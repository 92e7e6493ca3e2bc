package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.EventStream;
import dev.toolgram.host.mcp.wire.JsonRpc;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.tool.UserAnswer;
import dev.toolgram.host.tool.UserChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The questions to legacy clients: {@code elicitation/create} on the stream of a call, answered by a {@code POST} of its
 * own. A client says in {@code initialize} alone that it can ask its user, so the session id that it repeats carries
 * that. Thread-safe.
 */
final class Elicitations {

    private static final Set<String> REVISIONS = Set.of("2025-11-25", "2025-06-18");
    private static final String ASKING = "asking-";

    /** An answer that comes later finds no call any more. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, Question> open = new HashMap<>();

    private record Question(
            @Nullable String session, @Nullable String key, long end, Consumer<UserAnswer> answer) {}

    /** A new session id for a client with these capabilities. */
    static String session(String revision, JsonNode capabilities) {
        return (REVISIONS.contains(revision) && Elicitation.isSupported(capabilities) ? ASKING : "")
                + UUID.randomUUID();
    }

    /** The way to ask the client of a call. */
    ToolCalls.ChannelOf channel(Request request) {
        String session = request.header(Reply.Result.SESSION_HEADER);
        if (session == null || !session.startsWith(ASKING) || !EventStream.acceptedBy(request)) {
            return stream -> new UserChannel.None();
        }
        return stream -> (UserChannel.Live) (question, answer) -> {
            String id = "question-" + UUID.randomUUID();
            put(id, new Question(session, request.keyName(), System.nanoTime() + PATIENCE.toNanos(), answer));
            stream.send(JsonRpc.request(id, Elicitation.METHOD, Elicitation.params(question)));
        };
    }

    private synchronized void put(String id, Question question) {
        long now = System.nanoTime();
        open.values().removeIf(old -> old.end() - now <= 0);
        open.put(id, question);
    }

    /** Takes a response of the client that was asked; another's is ignored. */
    void answered(ClientMessage.Response response, Request request) {
        Question question = take(response.id().asString(""), request);
        if (question != null) {
            question.answer().accept(Elicitation.answer(response.result()));
        }
    }

    private synchronized @Nullable Question take(String id, Request request) {
        Question question = open.get(id);
        if (question == null
                || !Objects.equals(question.session(), request.header(Reply.Result.SESSION_HEADER))
                || !Objects.equals(question.key(), request.keyName())) {
            return null;
        }
        return open.remove(id);
    }
}
