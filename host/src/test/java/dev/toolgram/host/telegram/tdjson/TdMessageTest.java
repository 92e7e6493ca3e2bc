package dev.toolgram.host.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TdMessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'@type':'user','id':7,'@extra':42,'@client_id':3}", // as TDLib writes it
                "{'@client_id':3,'@extra':42,'@type':'user','id':7}",
                "{'@type':'user', '@extra':42, 'id':7, '@client_id':3 }"
            })
    void theEnvelopeIsReadWhereverItsFieldsAre(String text) {
        TdMessage message = message(text);

        assertThat(message.type()).isEqualTo("user");
        assertThat(message.extra()).isEqualTo(42);
        assertThat(message.clientId()).isEqualTo(3);
        assertThat(message.tree()).hasToString("{\"@type\":\"user\",\"id\":7}");
    }

    @Test
    void anUpdateHasNoExtra() {
        TdMessage message = message("{'@type':'updateOption','name':'x','@client_id':3}");

        assertThat(message.extra()).isZero();
        assertThat(message.clientId()).isEqualTo(3);
    }

    @Test
    void anEnvelopeInsideATextIsText() {
        TdMessage message = message("{'@type':'text','text':',\\'@extra\\':5,\\'@client_id\\':9}','@client_id':3}");

        assertThat(message.extra()).isZero();
        assertThat(message.clientId()).isEqualTo(3);
        assertThat(message.tree().path("text").asString()).isEqualTo(",\"@extra\":5,\"@client_id\":9}");
    }

    @Test
    void aNestedEnvelopeIsNotTheMessagesOwn() {
        TdMessage message = message("{'@type':'x','inner':{'a':1,'@extra':5},'@client_id':3}");

        assertThat(message.extra()).isZero();
        assertThat(message.tree().path("inner").path("@extra").asInt(0)).isEqualTo(5);
    }

    @Test
    void theIdsOfMessagesAreFoundInTheText() {
        String page = "{'@type':'messages','total_count':9,'messages':[{'@type':'message','id':3145728,'content':"
                + "{'@type':'messageText','text':'{\\'@type\\':\\'message\\',\\'id\\':7}'}},"
                + "{'@type':'message','id':1048577,'is_outgoing':true}],'@client_id':3}";

        assertThat(message(page).messageIds()).containsExactly(3145728, 1048577);
        assertThat(message("{'@client_id':3," + page.substring(1).replace(",'@client_id':3", ""))
                        .messageIds())
                .as("parsed, because of its order")
                .containsExactly(3145728, 1048577);
        assertThat(message("{'@type':'messages','total_count':0,'messages':[],'@client_id':3}")
                        .messageIds())
                .isEmpty();
    }

    private static TdMessage message(String text) {
        return TdMessage.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
