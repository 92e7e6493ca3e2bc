package dev.toolgram.plugins.sandbox.tl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The changes between the published schema (layer 223) and the layer of the TDLib in use (227), as far as the sandbox
 * speaks of it: each entry gives the new id and the fields that were added behind another one.
 */
final class Layer227 {
    private static final String FIRST = "";

    private static final List<Change> CONSTRUCTORS = List.of(
            new Change("message", 0x7600b9d3)
                    .add("via_business_bot_id", "guestchat_via_from:flags2.19?Peer")
                    .add("summary_from_language", "rich_message:flags2.13?RichMessage"),
            new Change("dialog", 0xfc89f7f3).add("unread_reactions_count", "unread_poll_votes_count:int"),
            new Change("draftMessage", 0x60fe3294).add("suggested_post", "rich_message:flags.9?RichMessage"),
            new Change("userFull", 0x06cbe645)
                    .add("noforwards_peer_enabled", "unofficial_security_risk:flags2.26?true")
                    .add("note", "bot_manager_id:flags2.25?long"),
            new Change("channelFull", 0xa04e8d3a).add("main_tab", "guard_bot_id:flags2.23?long"),
            new Change("messageReplyHeader", 0x1b97dd66).add("todo_item_id", "poll_option:flags.12?bytes"),
            new Change("messageMediaPhoto", 0xe216eb63)
                    .add("spoiler", "live_photo:flags.4?true")
                    .add("ttl_seconds", "video:flags.4?Document"),
            new Change("messageMediaPoll", 0x773f4e66)
                    .add(FIRST, "flags:#")
                    .add("results", "attached_media:flags.0?MessageMedia"),
            new Change("poll", 0x966e2dbf)
                    .add(
                            "quiz",
                            "open_answers:flags.6?true",
                            "revoting_disabled:flags.7?true",
                            "shuffle_answers:flags.8?true",
                            "hide_results_until_close:flags.9?true",
                            "creator:flags.10?true",
                            "subscribers_only:flags.11?true")
                    .add("close_date", "countries_iso2:flags.12?Vector<string>", "hash:long"),
            new Change("pollAnswer", 0x4b7d786a)
                    .add(FIRST, "flags:#")
                    .add("option", "media:flags.0?MessageMedia", "added_by:flags.1?Peer", "date:flags.1?int"),
            new Change("pollResults", 0xba7bb15e)
                    .add("min", "has_unread_votes:flags.6?true", "can_view_stats:flags.7?true")
                    .add("solution_entities", "solution_media:flags.5?MessageMedia"),
            new Change("updateMessagePoll", 0xd64c522b)
                    .add("flags", "peer:flags.1?Peer", "msg_id:flags.1?int", "top_msg_id:flags.2?int"),
            new Change("forumTopic", 0xfcdad815).add("unread_reactions_count", "unread_poll_votes_count:int"),
            new Change("inputReplyToMessage", 0x3bd4b7c2).add("todo_item_id", "poll_option:flags.7?bytes"),
            new Change("inputMediaPhoto", 0xe3af4434)
                    .add("spoiler", "live_photo:flags.2?true")
                    .add("ttl_seconds", "video:flags.2?InputDocument"),
            new Change("inputMediaUploadedPhoto", 0x7d8375da)
                    .add("spoiler", "live_photo:flags.3?true")
                    .add("ttl_seconds", "video:flags.3?InputDocument"));

    private static final List<Change> FUNCTIONS = List.of(
            new Change("messages.sendMessage", 0xfef48f62)
                    .add("suggested_post", "rich_message:flags.23?InputRichMessage"),
            new Change("messages.editMessage", 0xb106e66c)
                    .add("quick_reply_shortcut_id", "rich_message:flags.23?InputRichMessage"),
            new Change("messages.saveDraft", 0xad0fa15c).add("suggested_post", "rich_message:flags.9?InputRichMessage"),
            new Change("contacts.search", 0x05f58d0f)
                    .add(FIRST, "flags:#", "broadcasts:flags.0?true", "bots:flags.1?true"),
            new Change("messages.getPollResults", 0xeda3e33b).add("msg_id", "poll_hash:long"),
            new Change("channels.joinChannel", 0x7f6a1e22).answers("messages.ChatInviteJoinResult"),
            new Change("messages.importChatInvite", 0xde91436e).answers("messages.ChatInviteJoinResult"));

    /** Those that are new, or of which fields changed their type. */
    private static final List<Combinator> NEW = List.of(
            made("messages.chatInviteJoinResultOk", 0x445663a7, "messages.ChatInviteJoinResult", "updates:Updates"),
            made("inputMessagesFilterPoll", 0xfa2bc90a, "MessagesFilter"),
            made(
                    "inputPollAnswer",
                    0x199fed96,
                    "PollAnswer",
                    "flags:#",
                    "text:TextWithEntities",
                    "media:flags.0?InputMedia"),
            made(
                    "inputMediaPoll",
                    0x883a4108,
                    "InputMedia",
                    "flags:#",
                    "poll:Poll",
                    "correct_answers:flags.0?Vector<int>",
                    "attached_media:flags.3?InputMedia",
                    "solution:flags.1?string",
                    "solution_entities:flags.1?Vector<MessageEntity>",
                    "solution_media:flags.2?InputMedia"),
            made(
                    "pollAnswerVoters",
                    0x3645230a,
                    "PollAnswerVoters",
                    "flags:#",
                    "chosen:flags.0?true",
                    "correct:flags.1?true",
                    "option:bytes",
                    "voters:flags.2?int",
                    "recent_voters:flags.2?Vector<Peer>"));

    private Layer227() {}

    static void amend(Map<String, Combinator> constructors, Map<String, Combinator> functions) {
        CONSTRUCTORS.forEach(change -> constructors.computeIfPresent(change.name, (name, old) -> change.apply(old)));
        FUNCTIONS.forEach(change -> functions.computeIfPresent(change.name, (name, old) -> change.apply(old)));
        NEW.forEach(made -> constructors.put(made.name(), made));
    }

    private static Combinator made(String name, int id, String type, String... fields) {
        return new Combinator(
                name, id, Stream.of(fields).map(Combinator.Field::parse).toList(), TlType.named(type));
    }

    private static final class Change {
        private record Addition(String after, List<String> fields) {}

        private final String name;
        private final int id;
        private final List<Addition> additions = new ArrayList<>();
        private String answer = "";

        Change(String name, int id) {
            this.name = name;
            this.id = id;
        }

        Change add(String after, String... fields) {
            additions.add(new Addition(after, List.of(fields)));
            return this;
        }

        Change answers(String type) {
            answer = type;
            return this;
        }

        Combinator apply(Combinator old) {
            List<Combinator.Field> fields = new ArrayList<>(old.fields());
            for (Addition addition : additions) {
                List<Combinator.Field> added =
                        addition.fields.stream().map(Combinator.Field::parse).toList();
                fields.addAll(positionAfter(addition.after, fields), added);
            }
            return new Combinator(name, id, fields, answer.isEmpty() ? old.result() : TlType.named(answer));
        }

        private int positionAfter(String name, List<Combinator.Field> fields) {
            if (name.equals(FIRST)) {
                return 0;
            }
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equals(name)) {
                    return i + 1;
                }
            }
            throw new TlException(this.name + " has no field " + name);
        }
    }
}
