package dev.toolgram.host.tool;

import tools.jackson.databind.node.ObjectNode;

/**
 * The answer of a person.
 *
 * @param isAccepted whether the form was sent, and not declined or closed
 * @param content the fields of the form, as the client sent them
 */
public record UserAnswer(boolean isAccepted, ObjectNode content) {}
