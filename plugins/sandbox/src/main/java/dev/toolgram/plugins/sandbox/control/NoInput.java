package dev.toolgram.plugins.sandbox.control;

/** The input of a tool that takes none. */
record NoInput() {}
