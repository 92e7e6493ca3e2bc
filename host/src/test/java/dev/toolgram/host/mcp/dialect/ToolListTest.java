package dev.toolgram.host.mcp.dialect;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ToolListTest {

    @Test
    void referenceToTheRootFollowsTheWrappedList() {
        assertThat(ToolList.wrapped((ObjectNode)
                        json("{\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"integer\"},{\"$ref\":\"#\"}]}}")))
                .isEqualTo(json("""
                                {"type":"object","properties":{"result":{"type":"array",
                                  "items":{"anyOf":[{"type":"integer"},{"$ref":"#/properties/result"}]}}},
                                 "required":["result"]}"""));
    }
}
