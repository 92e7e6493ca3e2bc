package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.tdjson.TdJson;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands where TDLib's native functions stand: a client that is logged in as soon as it has its parameters, and answers
 * what the test has told it to.
 */
public final class FakeTdJson implements TdJson {

    private static final JsonMapper json = JsonMapper.builder().build();

    private static final int CLIENT = 1;

    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final Map<String, Consumer<Request>> answers = new ConcurrentHashMap<>();
    private final List<ObjectNode> received = new CopyOnWriteArrayList<>();

    public FakeTdJson() {
        on("getOption", request -> {
            authorization("authorizationStateWaitTdlibParameters");
            request.answer("{'@type':'optionValueEmpty'}");
        });
        on("setTdlibParameters", request -> {
            request.answer("{'@type':'ok'}");
            authorization("authorizationStateReady");
        });
        on("close", request -> {
            request.answer("{'@type':'ok'}");
            authorization("authorizationStateClosing");
            authorization("authorizationStateClosed");
        });
    }

    /** A function that was sent, and the way to answer it. */
    public final class Request {

        private final ObjectNode function;

        private Request(ObjectNode function) {
            this.function = function;
        }

        public JsonNode function() {
            return function;
        }

        /** Answers at once, with single quotes for double ones. */
        public void answer(String object) {
            ObjectNode answer = object(object);
            answer.set("@extra", function.path("@extra"));
            deliver(answer);
        }
    }

    /** The reactions to functions by name; a function without a reaction is not answered. */
    public FakeTdJson on(String function, Consumer<Request> reaction) {
        answers.put(function, reaction);
        return this;
    }

    public FakeTdJson answering(String function, String object) {
        return on(function, request -> request.answer(object));
    }

    public void update(String object) {
        deliver(object(object));
    }

    public void authorization(String state) {
        update("{'@type':'updateAuthorizationState','authorization_state':{'@type':'" + state + "'}}");
    }

    /** The functions of one name that were sent so far, without {@code @extra}. */
    public List<String> sent(String function) {
        return received.stream()
                .filter(request -> Td.is(request, function))
                .map(request -> {
                    ObjectNode copy = request.deepCopy();
                    copy.remove("@extra");
                    return copy.toString().replace('"', '\'');
                })
                .toList();
    }

    /** The names of all functions that were sent so far. */
    public List<String> sent() {
        return received.stream().map(Td::type).toList();
    }

    /** A message of TDLib, with single quotes for double ones. */
    public static TdMessage message(String text) {
        return TdMessage.of(object(text).put("@client_id", CLIENT).toString().getBytes(StandardCharsets.UTF_8));
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) json.readTree(text.replace('\'', '"'));
    }

    @Override
    public int createClientId() {
        return CLIENT;
    }

    @Override
    public void send(int clientId, byte[] request) {
        if (clientId != CLIENT) {
            outgoing.add("{\"@type\":\"error\",\"code\":400}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        ObjectNode function = (ObjectNode) json.readTree(request);
        received.add(function);
        answers.getOrDefault(Td.type(function), ignored -> {}).accept(new Request(function));
    }

    @Override
    public byte @Nullable [] receive(Duration timeout) {
        try {
            return outgoing.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable String execute(String request) {
        return null;
    }

    @Override
    public boolean onLog(int maxLevel, ObjIntConsumer<String> listener) {
        return false; // it has no log
    }

    private void deliver(ObjectNode message) {
        outgoing.add(message.put("@client_id", CLIENT).toString().getBytes(StandardCharsets.UTF_8));
    }
}
