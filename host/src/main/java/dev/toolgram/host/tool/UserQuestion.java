package dev.toolgram.host.tool;

import dev.toolgram.host.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question to a person.
 *
 * @param id names the question and its call, so that nobody can guess it; empty before it is asked
 * @param name names it in its call
 * @param text the question, as plain text without hidden characters
 * @param form the JSON Schema of the answer's fields
 */
public record UserQuestion(String id, String name, String text, ObjectNode form) {

    /** The name of the host's own question. */
    public static final String APPROVAL = "approval";

    /** Asks whether a call may be made: a form without fields, to accept or to decline. */
    public static UserQuestion approval(String id, String text) {
        ObjectNode form = StrictJson.object().put("type", "object");
        form.putObject("properties");
        return new UserQuestion(id, APPROVAL, text, form);
    }

    UserQuestion withId(String other) {
        return new UserQuestion(other, name, text, form);
    }
}
