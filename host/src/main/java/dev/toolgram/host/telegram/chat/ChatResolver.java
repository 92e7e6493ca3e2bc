package dev.toolgram.host.telegram.chat;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.host.telegram.chat.ParsedChatReference.MessageLink;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resolves chat references. A resolved chat is loaded in TDLib, so its id can be passed to any function.
 * Thread-safe.
 */
public final class ChatResolver {

    /** The time for which an error waits for the names of similar chats. */
    private static final Duration SEARCH_TIMEOUT = Duration.ofSeconds(3);

    private final TdlibEngine engine;
    private final ChatDirectory directory;
    private final ChatList chatList;
    private volatile Consumer<Instant> lookups = deadline -> {};

    public ChatResolver(TdlibEngine engine, ChatDirectory directory) {
        this.engine = engine;
        this.directory = directory;
        this.chatList = new ChatList(engine);
    }

    /**
     * Resolves a reference to a chat, and not to a message.
     *
     * @param field the input field that contains the reference
     * @return TDLib's chat id
     * @throws ToolException {@code INVALID_INPUT} on the field if there is no such chat; otherwise as a request
     */
    public long resolve(String field, ChatReference chat, Instant deadline) {
        ParsedChatReference reference = parse(field, chat);
        if (reference instanceof MessageLink link) {
            throw ToolException.invalidInput(field, notAChat(link));
        }
        return require(field, reference, deadline);
    }

    /**
     * Resolves a reference to a chat or to one of its messages.
     *
     * @throws ToolException as {@link #resolve}; also if there is no such message
     */
    public ResolvedChat resolveMessage(String field, ChatReference chat, Instant deadline) {
        ParsedChatReference reference = parse(field, chat);
        if (!(reference instanceof MessageLink link)) {
            return new ResolvedChat(require(field, reference, deadline), null);
        }
        long named = require(field, link.chat(), deadline);
        long chatId = link.comment() ? discussionGroup(field, named, deadline) : named;
        JsonNode message = engine.ask(
                Td.function("getMessage").put("chat_id", chatId).put("message_id", Message.tdlibId(link.id())),
                deadline);
        if (!Td.isError(message)) {
            return new ResolvedChat(chatId, (long) link.id());
        }
        OptionalLong _ = unknown(message);
        throw ToolException.invalidInput(
                field, "No message " + link.id() + " in this chat: it was deleted, or the link is wrong");
    }

    /**
     * Asks before each request about a username, phone number or link that is not known yet: Telegram allows very few.
     *
     * @param gate called with the deadline, on the calling thread; may wait or throw
     */
    public void onLookup(Consumer<Instant> gate) {
        lookups = gate;
    }

    /**
     * The chat of a reference, or of a link to a message of it.
     *
     * @return empty if it names no chat that this account can see
     * @throws ToolException as a request
     */
    public OptionalLong find(ChatReference chat, Instant deadline) {
        try {
            ParsedChatReference reference = ChatReferenceParser.parse(chat.value());
            OptionalLong found = find(reference, deadline);
            return found.isPresent() && reference instanceof MessageLink link && link.comment()
                    ? OptionalLong.of(discussionGroup("chat", found.getAsLong(), deadline))
                    : found;
        } catch (IllegalArgumentException _) {
            return OptionalLong.empty();
        }
    }

    /** As {@link #find}, but without a request: empty for a chat that is not known yet. */
    public OptionalLong known(ChatReference chat) {
        try {
            return known(ChatReferenceParser.parse(chat.value()));
        } catch (IllegalArgumentException _) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong known(ParsedChatReference reference) {
        return switch (reference) {
            case ParsedChatReference.Me _ -> directory.ownId();
            case ParsedChatReference.Username(String name) -> directory.byUsername(name);
            case ParsedChatReference.Id(long _, List<Long> chatIds) ->
                chatIds.stream()
                        .filter(directory::knows)
                        .mapToLong(Long::longValue)
                        .findFirst();
            case MessageLink(ParsedChatReference chat, int _, boolean comment) ->
                comment ? OptionalLong.empty() : known(chat);
            case ParsedChatReference.Phone _, ParsedChatReference.Invite _, ParsedChatReference.Title _ ->
                OptionalLong.empty();
        };
    }

    /** The link, if the reference is an invite link. */
    public static Optional<String> inviteLink(ChatReference chat) {
        try {
            return ChatReferenceParser.parse(chat.value()) instanceof ParsedChatReference.Invite(String link)
                    ? Optional.of(link)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ParsedChatReference parse(String field, ChatReference chat) {
        try {
            return ChatReferenceParser.parse(chat.value());
        } catch (IllegalArgumentException e) {
            throw ToolException.invalidInput(field, String.valueOf(e.getMessage()));
        }
    }

    private long require(String field, ParsedChatReference reference, Instant deadline) {
        return find(reference, deadline)
                .orElseThrow(() -> ToolException.invalidInput(field, notFound(reference, deadline)));
    }

    private OptionalLong find(ParsedChatReference reference, Instant deadline) {
        return switch (reference) {
            case ParsedChatReference.Me _ -> open(ownId(deadline), deadline);
            case ParsedChatReference.Username(String name) -> byUsername(name, deadline);
            case ParsedChatReference.Phone(String number) -> byPhone(number, deadline);
            case ParsedChatReference.Invite(String link) -> byInvite(link, deadline);
            case ParsedChatReference.Id(long _, List<Long> chatIds) -> known(() -> byId(chatIds, deadline), deadline);
            case MessageLink(ParsedChatReference chat, int _, boolean _) -> find(chat, deadline);
            case ParsedChatReference.Title _ -> OptionalLong.empty();
        };
    }

    /** Comments on a channel's posts are messages of its discussion group. */
    private long discussionGroup(String field, long channel, Instant deadline) {
        JsonNode info = ChatIds.isSupergroup(channel)
                ? engine.request(
                        Td.function("getSupergroupFullInfo").put("supergroup_id", ChatIds.bare(channel)), deadline)
                : MissingNode.getInstance();
        long group = Td.number(info, "linked_chat_id");
        if (group == 0) {
            throw ToolException.invalidInput(field, "This link names a comment, but the chat has no discussion group");
        }
        return open(group, deadline).orElse(group);
    }

    private long ownId(Instant deadline) {
        return directory.ownId().orElseGet(() -> Td.number(engine.request(Td.function("getMe"), deadline), "id"));
    }

    /** Requests only unknown names from Telegram, because it limits username lookups strictly. */
    private OptionalLong byUsername(String name, Instant deadline) {
        OptionalLong met = directory.byUsername(name);
        OptionalLong open = met.isPresent() ? open(met.getAsLong(), deadline) : met;
        if (open.isPresent()) {
            return open;
        }
        lookups.accept(deadline);
        return idOf(Td.function("searchPublicChat").put("username", name), deadline);
    }

    private OptionalLong byPhone(String number, Instant deadline) {
        lookups.accept(deadline);
        OptionalLong user = idOf(Td.function("searchUserByPhoneNumber").put("phone_number", number), deadline);
        return user.isPresent() ? open(user.getAsLong(), deadline) : user;
    }

    /** Telegram returns the chat to members, and temporarily to accounts that may preview it. */
    private OptionalLong byInvite(String link, Instant deadline) {
        lookups.accept(deadline);
        JsonNode info = engine.ask(Td.function("checkChatInviteLink").put("invite_link", link), deadline);
        if (Td.isError(info)) {
            return unknown(info);
        }
        boolean member = Td.number(info, "accessible_for") == 0;
        return member ? present(Td.number(info, "chat_id")) : OptionalLong.empty();
    }

    /** TDLib knows an id only after an update about it; loads the chat list if the id is unknown. */
    private OptionalLong known(Supplier<OptionalLong> search, Instant deadline) {
        boolean complete = chatList.isLoaded();
        OptionalLong found = search.get();
        if (found.isPresent() || complete) {
            return found;
        }
        chatList.load(deadline);
        return search.get();
    }

    private OptionalLong byId(List<Long> chatIds, Instant deadline) {
        return chatIds.stream()
                .map(chatId -> open(chatId, deadline))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /**
     * Loads the chat in TDLib, so that functions can be called on it. For an unknown id, TDLib
     * fails without a request to Telegram; {@code getBasicGroup} would send one.
     */
    private OptionalLong open(long chatId, Instant deadline) {
        return directory.knowsChat(chatId) ? OptionalLong.of(chatId) : idOf(openFunction(chatId), deadline);
    }

    private static ObjectNode openFunction(long chatId) {
        long id = ChatIds.bare(chatId);
        return switch (ChatIds.type(chatId)) {
            case USER -> Td.function("createPrivateChat").put("user_id", id);
            case CHANNEL -> Td.function("createSupergroupChat").put("supergroup_id", id);
            case CHAT -> Td.function("createBasicGroupChat").put("basic_group_id", id);
        };
    }

    private OptionalLong idOf(ObjectNode function, Instant deadline) {
        JsonNode answer = engine.ask(function, deadline);
        return Td.isError(answer) ? unknown(answer) : present(Td.number(answer, "id"));
    }

    private static OptionalLong present(long id) {
        return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    private static OptionalLong unknown(JsonNode error) {
        if (TdErrors.saysUnknown(error)) {
            return OptionalLong.empty();
        }
        throw TdErrors.exception(error);
    }

    private String notFound(ParsedChatReference reference, Instant deadline) {
        return switch (reference) {
            case ParsedChatReference.Me _ -> "Saved Messages are not available for this account";
            case ParsedChatReference.Username(String name) ->
                "No chat with username @" + name + ": check the spelling, or use the id or link of a private chat"
                        + similar(name, deadline);
            case ParsedChatReference.Phone _ ->
                "No account with this phone number is visible to this account: use its @username";
            case ParsedChatReference.Invite _ ->
                "This account is not a member of the chat behind the invite link, or the link has expired:"
                        + " join it with join_chat first";
            case ParsedChatReference.Id(long id, List<Long> _) ->
                "No chat with id " + id + " is known to this account: use its @username, or an id from get_dialogs";
            case MessageLink(ParsedChatReference chat, int _, boolean _) -> notFound(chat, deadline);
            case ParsedChatReference.Title(String text) ->
                "Invalid chat reference '" + ChatReferenceParser.shortened(text) + "': use "
                        + ChatReferenceParser.ACCEPTED + similar(text, deadline);
        };
    }

    /** A name may belong to several chats, so it is never resolved. */
    private String similar(String name, Instant deadline) {
        if (name.isBlank()) {
            return "";
        }
        Instant limit = Instant.now().plus(SEARCH_TIMEOUT);
        Instant end = limit.isBefore(deadline) ? limit : deadline;
        try {
            chatList.load(end);
            JsonNode found =
                    engine.request(Td.function("searchChats").put("query", name).put("limit", 3), end);
            String chats = found.path("chat_ids").values().stream()
                    .map(id -> directory.title(id.asLong()) + " (" + directory.ref(id.asLong()) + ")")
                    .collect(Collectors.joining(", "));
            return chats.isEmpty() ? "" : ". Chats with a similar name: " + chats;
        } catch (ToolException _) {
            return ""; // the reference is invalid, whatever prevents the search
        }
    }

    private static String notAChat(MessageLink link) {
        String message = link.comment() ? "a comment" : "message " + link.id();
        return "This link names " + message + ", not a chat"
                + switch (link.chat()) {
                    case ParsedChatReference.Username(String name)
                    when !link.comment() -> ": for the chat, use @" + name;
                    case ParsedChatReference.Id(long id, List<Long> _)
                    when !link.comment() -> ": for the chat, use " + id;
                    default -> ": use a reference to the chat";
                };
    }
}
