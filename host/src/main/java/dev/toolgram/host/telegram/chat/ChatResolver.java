package dev.toolgram.host.telegram.chat;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resolves chat references. A resolved chat is loaded in TDLib, so its id can be passed to any function.
 * Thread-safe.
 */
public final class ChatResolver {

    private final TdlibEngine engine;
    private final ChatDirectory directory;
    private final ChatList chatList;

    public ChatResolver(TdlibEngine engine, ChatDirectory directory) {
        this.engine = engine;
        this.directory = directory;
        this.chatList = new ChatList(engine);
    }

    /**
     * Resolves a chat reference.
     *
     * @param field the input field that contains the reference
     * @return TDLib's chat id
     * @throws ToolException {@code INVALID_INPUT} on the field if there is no such chat; otherwise as a request
     */
    public long resolve(String field, ChatReference chat, Instant deadline) {
        ParsedChatReference reference;
        try {
            reference = ParsedChatReference.parse(chat.value());
        } catch (IllegalArgumentException e) {
            throw ToolException.invalidInput(field, String.valueOf(e.getMessage()));
        }
        return find(reference, deadline).orElseThrow(() -> ToolException.invalidInput(field, notFound(reference)));
    }

    private OptionalLong find(ParsedChatReference reference, Instant deadline) {
        return switch (reference) {
            case ParsedChatReference.Me _ -> open(ownId(deadline), deadline);
            case ParsedChatReference.Username(String name) -> byUsername(name, deadline);
            case ParsedChatReference.Phone(String number) -> byPhone(number, deadline);
            case ParsedChatReference.Invite(String link) -> byInvite(link, deadline);
            case ParsedChatReference.BareId(long id) -> known(() -> byBareId(id, deadline), deadline);
            case ParsedChatReference.MarkedId(long chatId) -> known(() -> open(chatId, deadline), deadline);
        };
    }

    private long ownId(Instant deadline) {
        return directory.ownId().orElseGet(() -> Td.number(engine.request(Td.function("getMe"), deadline), "id"));
    }

    /** Requests only unknown names from Telegram, because it limits username lookups strictly. */
    private OptionalLong byUsername(String name, Instant deadline) {
        OptionalLong met = directory.byUsername(name);
        OptionalLong open = met.isPresent() ? open(met.getAsLong(), deadline) : met;
        return open.isPresent() ? open : idOf(Td.function("searchPublicChat").put("username", name), deadline);
    }

    private OptionalLong byPhone(String number, Instant deadline) {
        OptionalLong user = idOf(Td.function("searchUserByPhoneNumber").put("phone_number", number), deadline);
        return user.isPresent() ? open(user.getAsLong(), deadline) : user;
    }

    /** Telegram returns the chat to members, and temporarily to accounts that may preview it. */
    private OptionalLong byInvite(String link, Instant deadline) {
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

    private OptionalLong byBareId(long id, Instant deadline) {
        return LongStream.of(id, ChatIds.ofSupergroup(id), ChatIds.ofBasicGroup(id))
                .filter(ChatIds::isValid)
                .mapToObj(chatId -> open(chatId, deadline))
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

    private static String notFound(ParsedChatReference reference) {
        return switch (reference) {
            case ParsedChatReference.Me _ -> "Saved Messages are not available for this account";
            case ParsedChatReference.Username(String name) ->
                "No chat with username @" + name + ": check the spelling, or use the id or link of a private chat";
            case ParsedChatReference.Phone _ ->
                "No account with this phone number is visible to this account: use its @username";
            case ParsedChatReference.Invite _ ->
                "This account is not a member of the chat behind the invite link, or the link has expired:"
                        + " join it with join_chat first";
            case ParsedChatReference.BareId(long id) ->
                "No chat with id " + id + " is known to this account: use its @username, or an id from get_dialogs";
            case ParsedChatReference.MarkedId(long chatId) ->
                "No chat with id " + chatId + " is known to this account: use its @username, or an id from get_dialogs";
        };
    }
}
