package dev.toolgram.host.policy;

import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.host.json.Excerpt;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.json.VisibleText;
import dev.toolgram.host.policy.Recipients.Chat;
import dev.toolgram.host.tool.Recipient;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The text that describes a call to a person: plain text in which nobody can hide a character or add a line. */
final class ApprovalText {

    private static final int MAX_VALUE = 80;
    private static final int MAX_SUMMARY = 400;
    private static final int MAX_CHATS = 5;

    private ApprovalText() {}

    /** The question. */
    static String question(ToolDefinition<?, ?> tool, Approval approval) {
        return "Allow this call of Telegram?\nTool: %s (%s), %s\n%s: %s\nArguments: %s\nCaller: %s"
                .formatted(
                        visible(tool.title()),
                        tool.name(),
                        tool.effect().kind().name().toLowerCase(Locale.ROOT),
                        approval.targets().size() > 1 ? "Chats" : "Chat",
                        chats(approval.targets()),
                        approval.summary().isEmpty() ? "none" : approval.summary(),
                        key(approval.binding().key()));
    }

    private static String key(@Nullable String key) {
        return key == null ? "without a key" : "key " + key;
    }

    private static String chats(List<Chat> chats) {
        if (chats.isEmpty()) {
            return "none";
        }
        int more = chats.size() - MAX_CHATS;
        return chats.stream().limit(MAX_CHATS).map(ApprovalText::chat).collect(Collectors.joining("; "))
                + (more > 0 ? "; and %d more".formatted(more) : "");
    }

    private static String chat(Chat chat) {
        Recipient recipient = chat.recipient();
        return "%s (%s, %s%s)"
                .formatted(
                        quoted(recipient.title()),
                        type(recipient.type()),
                        recipient.ref(),
                        recipient.firstContact() ? ", first contact" : "");
    }

    /** As in results. */
    static String type(Entity.Type type) {
        return switch (type) {
            case USER -> "User";
            case CHANNEL -> "Channel";
            case CHAT -> "Chat";
        };
    }

    /** The arguments in short: the beginning of a text with its length, the size of a list. */
    static String summary(ObjectNode arguments) {
        String all = arguments.properties().stream()
                .map(field -> visible(field.getKey()) + "=" + value(field.getValue()))
                .collect(Collectors.joining(", "));
        return Excerpt.of(all, MAX_SUMMARY, "...");
    }

    private static String value(JsonNode value) {
        if (value.isString()) {
            String text = value.stringValue();
            int length = text.codePointCount(0, text.length());
            return quoted(text) + (text.length() > MAX_VALUE ? " (%d characters)".formatted(length) : "");
        }
        String json = StrictJson.text(value);
        return json.length() <= MAX_VALUE ? visible(json) : "[%d values]".formatted(value.size());
    }

    private static String quoted(String text) {
        return visible(StrictJson.text(
                StrictJson.object().put("", Excerpt.of(text, MAX_VALUE, "...")).get("")));
    }

    /** JSON has no line breaks in a text. */
    private static String visible(String text) {
        return VisibleText.of(text).replaceAll("[\\r\\n\\t\\u2028\\u2029\\u0085]", " ");
    }
}
