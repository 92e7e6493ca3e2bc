package dev.toolgram.host.config;

import tools.jackson.databind.node.ObjectNode;

/**
 * The schema that is being made.
 *
 * @param input whether it describes arguments, which forbid unknown fields, or a result, which does not
 * @param definitions its {@code $defs}, filled with the types that contain themselves
 */
record SchemaScope(boolean input, ObjectNode definitions) {}
