package dev.toolgram.host.tool;

/**
 * Asks a person whether a call may be made.
 *
 * @param id names the approval; nobody can guess it
 * @param text the question, as plain text without hidden characters
 */
public record ApprovalQuestion(String id, String text) {}
