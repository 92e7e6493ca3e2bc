package dev.toolgram.host.events;

import dev.toolgram.api.telegram.Message;
import dev.toolgram.host.telegram.chat.ChatIds;
import dev.toolgram.host.telegram.codec.Td;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of chats and their members from TDLib's objects. Not thread-safe. */
final class ChatEvents {

    private static final String STATUS = "chatMemberStatus";

    private final Drafts drafts;
    private final Supplier<OptionalLong> ownId;
    private final Recent recent = new Recent();
    private final Map<Long, Set<Long>> asking = new HashMap<>();

    ChatEvents(Drafts drafts, Supplier<OptionalLong> ownId) {
        this.drafts = drafts;
        this.ownId = ownId;
    }

    /** The users who joined or left, by the chat's service message. */
    Optional<EventDraft> members(JsonNode message) {
        JsonNode content = message.path("content");
        long sender = Td.number(message.path("sender_id"), "user_id");
        return switch (Td.type(content)) {
            case "messageChatAddMembers" ->
                Optional.of(members(
                        message,
                        "member",
                        content.path("member_user_ids").values().stream()
                                .map(id -> id.asLong(0))
                                .toList()));
            case "messageChatJoinByLink", "messageChatJoinByRequest" ->
                Optional.of(members(message, "member", List.of(sender)));
            case "messageChatDeleteMember" ->
                Optional.of(members(message, "left", List.of(Td.number(content, "user_id"))));
            default -> Optional.empty();
        };
    }

    private EventDraft members(JsonNode message, String status, List<Long> users) {
        long id = Message.serverId(Td.number(message, "id"));
        ObjectNode data = Drafts.data().put("message_id", id).put("status", status);
        ArrayNode list = data.putArray("user_ids");
        users.forEach(list::add);
        return drafts.of(EventType.CHAT_MEMBER, Td.number(message, "chat_id"), "message:" + id, data);
    }

    /** This account's own place in a group or channel: {@code updateBasicGroup}, {@code updateSupergroup}. */
    Optional<EventDraft> ownStatus(JsonNode update) {
        boolean isSupergroup = update.has("supergroup");
        JsonNode group = update.path(isSupergroup ? "supergroup" : "basic_group");
        long id = Td.number(group, "id");
        long chatId = isSupergroup ? ChatIds.ofSupergroup(id) : ChatIds.ofBasicGroup(id);
        String type = Td.type(group.path("status"));
        String status =
                type.startsWith(STATUS) ? type.substring(STATUS.length()).toLowerCase(Locale.ROOT) : type;
        String before = recent.replace("status:" + chatId, status);
        if (before == null || before.equals(status)) {
            return Optional.empty();
        }
        ObjectNode data = Drafts.data().put("status", status);
        ArrayNode users = data.putArray("user_ids");
        ownId.get().ifPresent(users::add);
        return Optional.of(
                drafts.of(EventType.CHAT_MEMBER, chatId, "me:" + drafts.now().toEpochMilli(), data));
    }

    Optional<EventDraft> updated(String updateType, JsonNode update) {
        long chatId = Td.number(update, "chat_id");
        ObjectNode data = Drafts.data();
        switch (updateType) {
            case "updateChatTitle" -> data.put("field", "title").put("title", Td.text(update, "title"));
            case "updateChatPhoto" ->
                data.put("field", "photo").put("has_photo", update.path("photo").isObject());
            case "updateChatPermissions" -> {
                data.put("field", "permissions");
                ObjectNode permissions = data.putObject("permissions");
                update.path("permissions").properties().forEach(each -> {
                    if (each.getValue().isBoolean()) {
                        permissions.set(each.getKey(), each.getValue());
                    }
                });
            }
            default -> throw new IllegalArgumentException(updateType);
        }
        String state = drafts.hash(data.toString());
        String before = recent.replace(updateType + chatId, state);
        if (state.equals(before)) {
            return Optional.empty();
        }
        String key = Td.text(data, "field") + ":" + drafts.now().toEpochMilli();
        return Optional.of(drafts.of(EventType.CHAT_UPDATED, chatId, key, data));
    }

    /** Learns the users whose requests to join are known. */
    void learnRequests(JsonNode chat) {
        asking.put(Td.number(chat, "id"), users(chat.path("pending_join_requests")));
    }

    List<EventDraft> joinRequests(JsonNode update) {
        long chatId = Td.number(update, "chat_id");
        JsonNode requests = update.path("pending_join_requests");
        Set<Long> now = users(requests);
        Set<Long> before = asking.getOrDefault(chatId, Set.of());
        asking.put(chatId, now);
        return now.stream()
                .filter(user -> !before.contains(user))
                .map(user -> drafts.of(
                        EventType.JOIN_REQUEST_NEW,
                        chatId,
                        user + ":" + drafts.now().toEpochMilli(),
                        Drafts.data().put("user_id", user).put("total_count", Td.number(requests, "total_count"))))
                .toList();
    }

    private static Set<Long> users(JsonNode requests) {
        Set<Long> users = new HashSet<>();
        requests.path("user_ids").forEach(id -> users.add(id.asLong(0)));
        return users;
    }
}
