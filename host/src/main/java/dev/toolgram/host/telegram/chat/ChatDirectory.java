package dev.toolgram.host.telegram.chat;

import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Sender;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.engine.UpdateListeners;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The users, groups and channels in TDLib's updates. TDLib sends an update about each before it first uses the id, so
 * results can be built without requests. Written by the receive thread; thread-safe.
 */
public final class ChatDirectory {

    /**
     * A user or bot.
     *
     * @param usernames the active usernames, the main one first
     */
    private record Person(
            long id,
            String firstName,
            String lastName,
            List<String> usernames,
            String phone,
            boolean bot,
            boolean contact) {

        String name() {
            return (firstName + " " + lastName).strip();
        }

        @Override
        public String toString() {
            return "Person[id=" + id + "]";
        }
    }

    private final Map<Long, Person> people = new ConcurrentHashMap<>();
    private final Map<Long, List<String>> supergroupUsernames = new ConcurrentHashMap<>();
    private final Map<Long, String> titles = new ConcurrentHashMap<>();
    private final Map<String, Long> chatsByUsername = new ConcurrentHashMap<>();
    private final Map<Long, Set<Integer>> chatFolders = new ConcurrentHashMap<>();
    private volatile Map<String, Integer> folders = Map.of();
    private volatile long ownId;

    /** Creates a directory that is filled from the engine's updates. */
    public ChatDirectory(UpdateListeners updates) {
        updates.add("updateUser", update -> learn(person(update.tree().path("user"))));
        updates.add("updateSupergroup", update -> learnSupergroup(update.tree().path("supergroup")));
        updates.add("updateNewChat", update -> learnTitle(update.tree().path("chat"), "id"));
        updates.add("updateNewChat", update -> {
            JsonNode chat = update.tree().path("chat");
            chat.path("chat_lists").forEach(list -> addToList(Td.number(chat, "id"), list));
        });
        updates.add("updateChatFolders", update -> learnFolders(update.tree()));
        updates.add(
                "updateChatAddedToList",
                update -> addToList(
                        Td.number(update.tree(), "chat_id"), update.tree().path("chat_list")));
        updates.add(
                "updateChatRemovedFromList",
                update -> removeFromList(
                        Td.number(update.tree(), "chat_id"), update.tree().path("chat_list")));
        updates.add("updateChatTitle", update -> learnTitle(update.tree(), "chat_id"));
        updates.add("updateOption", update -> {
            JsonNode option = update.tree();
            if (Td.text(option, "name").equals("my_id")) {
                ownId = Td.number(option.path("value"), "value");
            }
        });
    }

    /** The account's own user id; empty before the login. */
    public OptionalLong ownId() {
        return ownId == 0 ? OptionalLong.empty() : OptionalLong.of(ownId);
    }

    /** The number of users, and of chats that are not with one of them. */
    public int size() {
        return people.size()
                + (int) titles.keySet().stream()
                        .filter(chatId -> !people.containsKey(chatId))
                        .count();
    }

    /** Whether the user or chat was in an update. */
    boolean knows(long chatId) {
        return titles.containsKey(chatId) || people.containsKey(chatId) || supergroupUsernames.containsKey(chatId);
    }

    /** The account's chat folders: their ids by their names. */
    public Map<String, Integer> folders() {
        return folders;
    }

    /** Whether a chat is in the folder with this id. */
    public boolean isInFolder(long chatId, int folder) {
        return chatFolders.getOrDefault(chatId, Set.of()).contains(folder);
    }

    private void learnFolders(JsonNode update) {
        Map<String, Integer> found = new HashMap<>();
        update.path("chat_folders")
                .forEach(folder ->
                        found.put(Td.text(folder.path("name").path("text"), "text"), (int) Td.number(folder, "id")));
        folders = Map.copyOf(found);
    }

    private void addToList(long chatId, JsonNode list) {
        if (Td.is(list, "chatListFolder")) {
            int folder = (int) Td.number(list, "chat_folder_id");
            chatFolders.merge(
                    chatId,
                    Set.of(folder),
                    (old, more) -> Stream.concat(old.stream(), more.stream()).collect(Collectors.toUnmodifiableSet()));
        }
    }

    private void removeFromList(long chatId, JsonNode list) {
        int folder = (int) Td.number(list, "chat_folder_id");
        chatFolders.computeIfPresent(
                chatId,
                (_, old) -> old.stream().filter(each -> each != folder).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether TDLib has loaded this chat, so that its id can be passed to any function. */
    boolean knowsChat(long chatId) {
        return titles.containsKey(chatId);
    }

    /** The title of a chat, or the name of a user; "" if unknown. */
    String title(long chatId) {
        return titles.getOrDefault(chatId, "");
    }

    /** The name of a user, or the title of another chat; "" if unknown. */
    String name(long chatId) {
        Person person = people.get(chatId);
        return person == null ? title(chatId) : person.name();
    }

    /** Whether the chat is with a user in the account's contacts. */
    public boolean isContact(long chatId) {
        Person person = people.get(chatId);
        return person != null && person.contact();
    }

    /** The chat id for a username, if known; the chat itself may not be loaded yet. */
    OptionalLong byUsername(String username) {
        Long chatId = chatsByUsername.get(key(username));
        return chatId == null ? OptionalLong.empty() : OptionalLong.of(chatId);
    }

    /** A chat reference that resolves to this chat. */
    public String ref(long chatId) {
        List<String> usernames = usernames(chatId);
        return usernames.isEmpty() ? Long.toString(chatId) : "@" + usernames.getFirst();
    }

    /** The entity of a chat id, with the known fields. */
    Entity entity(long chatId) {
        Person person = people.get(chatId);
        return person == null ? group(chatId, titles.get(chatId)) : entity(person);
    }

    /** The sender with this user or chat id, with the known names. */
    Sender sender(long chatId) {
        List<String> usernames = usernames(chatId);
        return new Sender(ChatIds.bare(chatId), name(chatId), usernames.isEmpty() ? null : usernames.getFirst());
    }

    /** The entity of a td_api {@code user}. */
    Entity entityOfUser(JsonNode user) {
        return entity(person(user));
    }

    /** The entity of a td_api {@code chat}; for a secret chat, the user. */
    Entity entityOfChat(JsonNode chat) {
        long userId = Td.number(chat.path("type"), "user_id");
        if (userId == 0) {
            return group(Td.number(chat, "id"), Td.text(chat, "title"));
        }
        Person person = people.get(userId);
        return entity(
                person == null ? new Person(userId, Td.text(chat, "title"), "", List.of(), "", false, false) : person);
    }

    private Entity entity(Person person) {
        String username =
                person.usernames().isEmpty() ? null : person.usernames().getFirst();
        return new Entity(
                person.id(),
                Entity.Type.USER,
                username,
                orNull(person.firstName()),
                orNull(person.lastName()),
                null,
                orNull(person.phone()),
                person.bot(),
                username == null ? Long.toString(person.id()) : "@" + username);
    }

    private Entity group(long chatId, @Nullable String title) {
        List<String> usernames = usernames(chatId);
        return new Entity(
                ChatIds.bare(chatId),
                ChatIds.type(chatId),
                usernames.isEmpty() ? null : usernames.getFirst(),
                null,
                null,
                title == null ? null : orNull(title),
                null,
                null,
                ref(chatId));
    }

    private List<String> usernames(long chatId) {
        Person person = people.get(chatId);
        return person == null ? supergroupUsernames.getOrDefault(chatId, List.of()) : person.usernames();
    }

    private void learn(Person person) {
        Person before = people.put(person.id(), person);
        index(person.id(), before == null ? List.of() : before.usernames(), person.usernames());
    }

    private void learnSupergroup(JsonNode supergroup) {
        long chatId = ChatIds.ofSupergroup(Td.number(supergroup, "id"));
        List<String> usernames = activeUsernames(supergroup);
        List<String> before = supergroupUsernames.put(chatId, usernames);
        index(chatId, before == null ? List.of() : before, usernames);
    }

    private void learnTitle(JsonNode object, String idField) {
        titles.put(Td.number(object, idField), Td.text(object, "title"));
    }

    /** A name can move between chats, with updates in any order: only its current holder may remove it. */
    private void index(long chatId, List<String> before, List<String> now) {
        if (before.equals(now)) {
            return;
        }
        before.forEach(username -> chatsByUsername.remove(key(username), chatId));
        now.forEach(username -> chatsByUsername.put(key(username), chatId));
    }

    private static Person person(JsonNode user) {
        return new Person(
                Td.number(user, "id"),
                Td.text(user, "first_name"),
                Td.text(user, "last_name"),
                activeUsernames(user),
                Td.text(user, "phone_number"),
                Td.is(user.path("type"), "userTypeBot"),
                Td.flag(user, "is_contact"));
    }

    private static List<String> activeUsernames(JsonNode object) {
        return object.path("usernames").path("active_usernames").values().stream()
                .map(name -> name.asString(""))
                .toList();
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
