package dev.toolgram.host.telegram.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions of td_api whose requests use a method of Telegram's API, for the methods that Telegram limits most and those that
 * change something. TDLib's log names a method by its id, which can change with TDLib's version.
 */
final class ApiMethods {

    private static final List<String> SENDING = List.of("sendMessage", "sendMessageAlbum", "resendMessages");

    private static final Map<Integer, List<String>> FUNCTIONS = Map.ofEntries(
            Map.entry(0xfef48f62, SENDING), // messages.sendMessage
            Map.entry(0x0330e77f, SENDING), // messages.sendMedia
            Map.entry(0x1bf89d74, List.of("sendMessageAlbum", "resendMessages")), // messages.sendMultiMedia
            Map.entry(0x13704a7c, List.of("forwardMessages")), // messages.forwardMessages
            Map.entry(0xb106e66c, List.of("editMessageText", "editMessageCaption", "editMessageMedia", "stopPoll")),
            Map.entry(0xd30d78d4, List.of("addMessageReaction", "removeMessageReaction", "setMessageReactions")),
            Map.entry(0xe58e95d2, List.of("deleteMessages")), // messages.deleteMessages
            Map.entry(0x84c1fd4e, List.of("deleteMessages")), // channels.deleteMessages
            Map.entry(0xd2aaf7ec, List.of("pinChatMessage", "unpinChatMessage")), // messages.updatePinnedMessage
            Map.entry(0x062dd747, List.of("unpinAllChatMessages")), // messages.unpinAllMessages
            Map.entry(0x10ea6184, List.of("setPollAnswer")), // messages.sendVote
            Map.entry(0xf836aa95, List.of("leaveChat", "deleteChat")), // channels.leaveChannel
            Map.entry(0xc0111fe3, List.of("deleteChat")), // channels.deleteChannel
            Map.entry(0x5bd0ee50, List.of("deleteChat")), // messages.deleteChat
            Map.entry(0xb08f922a, List.of("deleteChatHistory", "deleteChat")), // messages.deleteHistory
            Map.entry(0x9baa9647, List.of("deleteChatHistory", "deleteChat")), // channels.deleteHistory
            Map.entry(0xa2185cab, List.of("leaveChat", "deleteChat", "setChatMemberStatus", "banChatMember")),
            Map.entry(0xcbc6d107, List.of("addChatMember", "setChatMemberStatus")), // messages.addChatUser
            Map.entry(0xc9e33d54, List.of("addChatMember", "addChatMembers", "setChatMemberStatus")),
            Map.entry(0x96e6cd81, List.of("setChatMemberStatus", "banChatMember")), // channels.editBanned
            Map.entry(0x9a98ad68, List.of("setChatMemberStatus")), // channels.editAdmin
            Map.entry(0xa85bd1c2, List.of("setChatMemberStatus")), // messages.editChatAdmin
            Map.entry(0xa00f32b0, List.of("setChatMemberTag")), // messages.editChatParticipantRank
            Map.entry(0xa5866b41, List.of("setChatPermissions")), // messages.editChatDefaultBannedRights
            Map.entry(0xedd49ef0, List.of("setChatSlowModeDelay")), // channels.toggleSlowMode
            Map.entry(0x566decd0, List.of("setChatTitle")), // channels.editTitle
            Map.entry(0x73783ffd, List.of("setChatTitle")), // messages.editChatTitle
            Map.entry(0xdef60797, List.of("setChatDescription")), // messages.editChatAbout
            Map.entry(0xf12e57c9, List.of("setChatPhoto")), // channels.editPhoto
            Map.entry(0x35ddd674, List.of("setChatPhoto")), // messages.editChatPhoto
            Map.entry(0xa455de90, List.of("createChatInviteLink", "replacePrimaryChatInviteLink")),
            Map.entry(0xbdca2f75, List.of("editChatInviteLink", "revokeChatInviteLink")),
            Map.entry(0x7fe7e815, List.of("processChatJoinRequest")), // messages.hideChatJoinRequest
            Map.entry(0x6847d0ab, List.of("addChatToList")), // folders.editPeerFolders
            Map.entry(0x1ad4a04a, List.of("createChatFolder", "editChatFolder", "deleteChatFolder")),
            Map.entry(0x0e306d3a, List.of("viewMessages")), // messages.readHistory
            Map.entry(0xcc104937, List.of("viewMessages")), // channels.readHistory
            Map.entry(0xad0fa15c, List.of("setChatDraftMessage")), // messages.saveDraft
            Map.entry(0x84be5b93, List.of("setChatNotificationSettings")), // account.updateNotifySettings
            Map.entry(0xd9ba2e54, List.of("addContact")), // contacts.addContact
            Map.entry(0x096a0e00, List.of("removeContacts")), // contacts.deleteContacts
            Map.entry(0x2c800be5, List.of("importContacts")), // contacts.importContacts
            Map.entry(0x2e2e8734, List.of("setMessageSenderBlockList")), // contacts.block
            Map.entry(0xb550d328, List.of("setMessageSenderBlockList")), // contacts.unblock
            Map.entry(0x2f98c3d5, List.of("createForumTopic")), // messages.createForumTopic
            Map.entry(0xcecc1134, List.of("editForumTopic", "toggleForumTopicIsClosed")), // messages.editForumTopic
            Map.entry(0xd2816f10, List.of("deleteForumTopic")), // messages.deleteTopicHistory
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

    /** The functions of all methods. */
    static Set<String> allFunctions() {
        return FUNCTIONS.values().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** The functions; empty if the method is not listed. */
    static List<String> functions(int method) {
        return FUNCTIONS.getOrDefault(method, List.of());
    }
}
