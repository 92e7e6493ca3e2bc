package dev.toolgram.host.tool;

import static dev.toolgram.host.http.TestTools.failing;
import static dev.toolgram.host.http.TestTools.json;
import static dev.toolgram.host.http.TestTools.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.json.StrictJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import tools.jackson.databind.node.ObjectNode;

class CallListenerTest implements CallListener {

    private final List<String> heard = new ArrayList<>();
    private final ToolRegistry registry = new ToolRegistry();
    private final ToolDispatcher dispatcher = new ToolDispatcher(
            registry, Duration.ofMillis(20), OptionalLong::empty, Path.of(System.getProperty("java.io.tmpdir")), this);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Override
    public void ended(String tool, Caller caller, ToolResult result, Duration time) {
        heard.add(tool + " " + caller + " " + result.getClass().getSimpleName());
    }

    @Test
    void everyEndIsReportedOnce() {
        publish(
                answering("good", (arguments, context) -> new ToolResult.Success(StrictJson.write(arguments))),
                failing("invalid", ToolException.invalidInput("chat", "Field required")),
                failing("missing", new ToolException(ErrorCode.NOT_READY, "not yet")),
                failing("broken", new IllegalStateException("a defect, on purpose")),
                answering("late", (arguments, context) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return new ToolResult.Success(StrictJson.write(arguments));
                }));

        for (String name : List.of("good", "invalid", "missing", "broken", "late", "nobody")) {
            assertThat(call(name)).isNotNull();
        }
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        ToolResult _ = TestCalls.dispatch(
                dispatcher,
                new ToolCall(
                        "good",
                        (ObjectNode) json("{}"),
                        Caller.MCP,
                        null,
                        "order-67",
                        ProgressListener.NONE,
                        cancellation,
                        ToolCall.NO_LIMIT));
        dispatcher.unreadable("good", Caller.MCP);
        dispatcher.unreadable("nobody", Caller.MCP);

        assertThat(heard)
                .containsExactly(
                        "good REST Success",
                        "invalid REST InvalidInput",
                        "missing REST NotReady",
                        "broken REST Internal",
                        "late REST TimedOut",
                        "nobody REST UnknownTool",
                        "good MCP Cancelled",
                        "good MCP InvalidInput",
                        "nobody MCP UnknownTool");
    }

    @Test
    void linesThatAToolLogsCarryTheRequestId() {
        publish(answering(
                "who",
                (arguments, context) ->
                        new ToolResult.Success(StrictJson.write(arguments.put("id", MDC.get("request_id"))))));

        assertThat(((ToolResult.Success) call("who")).json()).asString().isEqualTo("{\"id\":\"order-66\"}");
        assertThat(MDC.get("request_id")).isNull();
    }

    private ToolResult call(String name) {
        return TestCalls.dispatch(dispatcher, new ToolCall(name, (ObjectNode) json("{}"), Caller.REST, "order-66"));
    }

    private void publish(RegisteredTool... tools) {
        registry.replace(ToolSnapshot.EMPTY.with(List.of(tools)));
    }

    private static RegisteredTool answering(String name, RegisteredTool.Handler handler) {
        return tool(name, null, Effect.READ, "{\"type\":\"object\"}", "{\"type\":\"object\"}", handler);
    }
}
