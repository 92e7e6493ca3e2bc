package dev.toolgram.host.tool;

import static dev.toolgram.host.http.TestTools.json;
import static dev.toolgram.host.http.TestTools.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolContext.Caller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import tools.jackson.databind.node.ObjectNode;

class ToolDispatcherTest {

    private final ToolRegistry registry = new ToolRegistry();
    private final ToolDispatcher dispatcher = new ToolDispatcher(registry, Duration.ofMillis(20));

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void whatAToolLogsOnItsThreadCarriesTheRequestsId() {
        publish(answering("who", (arguments, context) -> arguments.put("id", MDC.get("request_id"))));

        assertThat(call("who")).isEqualTo(new ToolResult.Success(json("{\"id\":\"order-66\"}")));
        assertThat(MDC.get("request_id")).isNull();
    }

    private ToolResult call(String name) {
        return dispatcher.dispatch(new ToolCall(name, (ObjectNode) json("{}"), Caller.REST, "order-66"));
    }

    private void publish(RegisteredTool... tools) {
        registry.replace(ToolSnapshot.EMPTY.with(List.of(tools)));
    }

    private static RegisteredTool answering(String name, RegisteredTool.Handler handler) {
        return tool(name, null, Effect.READ, "{\"type\":\"object\"}", "{\"type\":\"object\"}", handler);
    }
}
