package dev.toolgram.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tool learns who calls it, and for which account. */
class CallerFactsTest {

    private static final String ANY = "{\"type\":\"object\"}";

    private final RegisteredTool who = TestTools.tool("who", null, Effect.READ, ANY, ANY, (input, context) -> {
        var facts = StrictJson.object()
                .put("caller", context.caller() + "")
                .put("key", context.keyName())
                .put("account", context.accountId());
        return new ToolResult.Success(StrictJson.write(facts));
    });

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/tools/who | {} | | {'caller':'REST','key':null,'account':1001}",
                "/api/tools/who | {} | secret | {'caller':'REST','key':'default','account':1001}",
                "/mcp | {'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'who'}} | |"
                        + " {'caller':'MCP','key':null,'account':1001}",
                "/mcp | {'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'who'}} | secret |"
                        + " {'caller':'MCP','key':'default','account':1001}",
            },
            quoteCharacter = '`')
    void contextNamesKeyAndAccount(String path, String body, @Nullable String key, String facts) throws Exception {
        try (TestHost host = key == null ? TestHost.with(List.of(who)) : TestHost.secured(key, List.of(who))) {
            String answer = host.send(
                            "POST",
                            path,
                            body.replace('\'', '"'),
                            "Authorization",
                            "Bearer " + (key == null ? "x" : key))
                    .body();

            assertThat(answer).contains(facts.replace('\'', '"'));
        }
    }
}
