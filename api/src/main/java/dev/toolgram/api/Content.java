package dev.toolgram.api;

/**
 * A part of a mixed result; see {@link ToolDefinition.Builder#outputContent()}. MCP returns one content block for each
 * part. REST returns a list of objects with a {@code type}: {@code text} with {@code text}; {@code file} with
 * {@code name}, {@code media_type} and {@code data} in base64; {@code link} with {@code uri}, {@code name} and, where
 * known, {@code media_type} and {@code description}. The files of one result may have 16 MiB together; a larger one is a
 * result of its own, {@link ToolDefinition.Builder#outputFile()}.
 */
public sealed interface Content permits TextContent, FileContent, LinkContent {}
