package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Refusals of the real TDLib name the field that they belong to, over REST and MCP. */
@ExtendWith(SharedSandbox.class)
class RefusedFieldsIT {

    private static final Map<String, Long> groups = new HashMap<>();

    private final SandboxHost host;

    RefusedFieldsIT(SandboxHost host) {
        this.host = host;
    }

    /** GROUP is a group of the account, whose message 1 is a service message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "send_message | {'chat':'me','text':' '} | text | visible character",
                "send_message | {'chat':'me','text':'** **','parse_mode':'md'} | text | visible character",
                "send_message | {'chat':'me','text':'\u2800'} | text | visible character",
                "send_message | {'chat':'me','text':'x','reply_to':999999} | reply_to | message 999999 not found in chat",
                "send_message | {'chat':'GROUP','text':'x','reply_to':1} | reply_to | service message",
                "send_message | {'chat':'harbour_news','text':'x'} | chat | write in this ch",
                "send_message | {'chat':'me','text':'[x](tg://user?id=99999)','parse_mode':'md'} | text | use @username",
                "send_message | {'chat':'me','text':'[x](http://e.com:99999)','parse_mode':'md'} | text | invalid address",
                "edit_message | {'chat':'GROUP','message_id':1,'text':'x'} | message_id | cannot edit the message",
                "edit_message | {'chat':'me','message_id':999999,'text':'x'} | message_id | message 999999 not found in chat",
                "delete_messages | {'chat':'GROUP','message_ids':[1]} | message_ids | cannot delete",
                "forward_messages | {'from_chat':'harbour_news','to_chat':'harbour_news','message_ids':[27]}"
                        + " | to_chat | write in this ch",
                "get_participants | {'chat':'me'} | chat | private chat",
                "get_participants | {'chat':'harbour_news'} | chat | cannot see the members",
                "leave_chat | {'chat':'me'} | chat | private chat",
                "join_chat | {'chat':'me'} | chat | private chat",
                "delete_chat | {'chat':'me'} | chat | private chat",
                "delete_chat | {'chat':'harbour_news'} | chat | only its owner can",
                "create_group | {'title':'\u200b'} | title | visible character"
            })
    void theFieldIsNamedOnBothDoors(String tool, String input, String field, String words) {
        Map<String, Object> arguments = SandboxHost.JSON.readValue(
                input.replace('\'', '"').replace("GROUP", input.contains("GROUP") ? group() : ""),
                new TypeReference<>() {});

        RestResponse rest = host.post("/api/tools/" + tool, arguments);
        ToolAnswer mcp = host.mcp(tool, arguments);

        assertThat(rest.status()).as(rest.body().toString()).isEqualTo(400);
        JsonNode problem = rest.detail().get(0);
        assertThat(problem.get("loc").get(1).asString()).as(problem.toString()).isEqualTo(field);
        assertThat(problem.get("msg").asString()).contains(words);
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).startsWith(field).contains(": ").contains(words);
    }

    private String group() {
        long id = groups.computeIfAbsent(
                "group",
                title -> host.post("/api/chats", Map.of("title", title))
                        .result()
                        .get("id")
                        .asLong());
        return "-100" + "0".repeat(10 - Long.toString(id).length()) + id;
    }
}
