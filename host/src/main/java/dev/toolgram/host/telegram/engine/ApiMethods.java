package dev.toolgram.host.telegram.engine;

import java.util.List;
import java.util.Map;

/**
 * The functions of td_api whose requests use a method of Telegram's API, for the methods that Telegram limits most. TDLib's
 * log names a method by its id, which can change with TDLib's version.
 */
final class ApiMethods {

    private static final List<String> SENDING = List.of("sendMessage", "sendMessageAlbum", "resendMessages");

    private static final Map<Integer, List<String>> FUNCTIONS = Map.ofEntries(
            Map.entry(0xfef48f62, SENDING), // messages.sendMessage
            Map.entry(0x0330e77f, SENDING), // messages.sendMedia
            Map.entry(0x1bf89d74, List.of("sendMessageAlbum", "resendMessages")), // messages.sendMultiMedia
            Map.entry(0x13704a7c, List.of("forwardMessages")), // messages.forwardMessages
            Map.entry(0xb106e66c, List.of("editMessageText", "editMessageCaption", "editMessageMedia")),
            Map.entry(0xd30d78d4, List.of("addMessageReaction", "setMessageReactions")), // messages.sendReaction
            Map.entry(0x4423e6c5, List.of("getChatHistory")), // messages.getHistory
            Map.entry(0x29ee847a, List.of("searchChatMessages")), // messages.search
            Map.entry(0xa0f4cb4f, List.of("loadChats", "getChats")), // messages.getDialogs
            Map.entry(0x725afbbc, List.of("searchPublicChat")), // contacts.resolveUsername
            Map.entry(0x8af94344, List.of("searchUserByPhoneNumber")), // contacts.resolvePhone
            Map.entry(0x3eadb1bb, List.of("checkChatInviteLink")), // messages.checkChatInvite
            Map.entry(0xde91436e, List.of("joinChatByInviteLink")), // messages.importChatInvite
            Map.entry(0x7f6a1e22, List.of("joinChat")), // channels.joinChannel
            Map.entry(0x92ceddd4, List.of("createNewBasicGroupChat")), // messages.createChat
            Map.entry(0x91006707, List.of("createNewSupergroupChat")), // channels.createChannel
            Map.entry(0x77ced9d0, List.of("getSupergroupMembers")), // channels.getParticipants
            Map.entry(0x08736a09, List.of("getSupergroupFullInfo")), // channels.getFullChannel
            Map.entry(0xaeb00b34, List.of("getBasicGroupFullInfo"))); // messages.getFullChat

    private ApiMethods() {}

    /** The functions; empty if the method is not listed. */
    static List<String> functions(int method) {
        return FUNCTIONS.getOrDefault(method, List.of());
    }
}
