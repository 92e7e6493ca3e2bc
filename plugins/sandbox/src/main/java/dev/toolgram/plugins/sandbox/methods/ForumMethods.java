package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Forum;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.NewMessages;
import dev.toolgram.plugins.sandbox.model.Page;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.ServerState.DraftPlace;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The topics of forums, and the replies to a message. */
final class ForumMethods implements MethodGroup {
    private static final int MAX_PAGE_SIZE = 100;
    private static final int MAX_TITLE_LENGTH = 128;
    private static final Set<Integer> COLORS = Set.of(0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F);

    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final MessageService posting;

    ForumMethods(ServerState state, PeerResolver peers, Responses answers, MessageService posting) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.posting = posting;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getForumTopics", this::getForumTopics);
        methods.put("messages.getForumTopicsByID", this::getForumTopicsById);
        methods.put("messages.createForumTopic", this::createForumTopic);
        methods.put("messages.getReplies", this::getReplies);
    }

    /** A topic with its messages. */
    private record Thread(Forum.Topic topic, BitSet ids, Message newest) {

        int date() {
            return newest.date();
        }
    }

    private TlObject getForumTopics(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.readable(asked.object("peer"));
        String query = asked.stringField("q").toLowerCase(Locale.ROOT);
        List<Thread> found = threads(conversation)
                .filter(thread ->
                        thread.topic().title().toLowerCase(Locale.ROOT).contains(query))
                .toList();
        int offset = asked.intField("offset_topic");
        List<Thread> page = found.stream()
                .dropWhile(thread -> offset != 0 && thread.topic().id() != offset)
                .skip(offset == 0 ? 0 : 1)
                .limit(Math.clamp(asked.intField("limit"), 1, MAX_PAGE_SIZE))
                .toList();
        return topics(conversation, page, found.size());
    }

    private TlObject getForumTopicsById(RpcCall call) {
        Conversation conversation = peers.readable(call.function().object("peer"));
        List<Integer> wanted = call.function().intFields("topics");
        List<Thread> found = threads(conversation)
                .filter(thread -> wanted.contains(thread.topic().id()))
                .toList();
        return topics(conversation, found, found.size());
    }

    /** The topics of a forum, pinned ones first, then the one with the newest message. */
    private Stream<Thread> threads(Conversation conversation) {
        Forum forum = forum(conversation.peer());
        Comparator<Thread> byDate = Comparator.comparingInt(Thread::date);
        return forum.topics().stream()
                .map(topic -> thread(conversation, topic))
                .sorted(Comparator.comparing((Thread thread) -> !thread.topic().pinned())
                        .thenComparing(byDate.reversed())
                        .thenComparing(thread -> -thread.newest().id()));
    }

    private static Thread thread(Conversation conversation, Forum.Topic topic) {
        BitSet ids = messages(conversation, topic.id());
        // Every topic has the message that opens it; the general one has that of the group.
        Message newest = Objects.requireNonNull(conversation.message(Math.max(ids.length() - 1, 1)));
        return new Thread(topic, ids, newest);
    }

    /** The ids of the messages in a topic. */
    private static BitSet messages(Conversation conversation, int topic) {
        BitSet ids = new BitSet();
        conversation.ids().stream()
                .filter(id -> Forum.topicOf(Objects.requireNonNull(conversation.message(id))) == topic)
                .forEach(ids::set);
        return ids;
    }

    private TlObject topics(Conversation conversation, List<Thread> page, int count) {
        return answers.withMentionedPeers(TlObject.of("messages.forumTopics")
                .with("count", count)
                .with(
                        "topics",
                        page.stream().map(thread -> topic(conversation, thread)).toList())
                .with(
                        "messages",
                        page.stream().map(thread -> thread.newest().tl()).toList())
                .with("pts", conversation.box().pts()));
    }

    private TlObject topic(Conversation conversation, Thread thread) {
        Forum.Topic topic = thread.topic();
        long unread = thread.ids().stream()
                .filter(id -> id > conversation.readInbox())
                .filter(id -> !Objects.requireNonNull(conversation.message(id)).out())
                .count();
        return TlObject.of("forumTopic")
                .with("my", topic.creator() == state.account())
                .with("closed", topic.closed())
                .with("pinned", topic.pinned())
                .with("id", topic.id())
                .with("date", topic.date())
                .with("peer", conversation.peer().toTl())
                .with("title", topic.title())
                .with("icon_color", topic.iconColor())
                .with("icon_emoji_id", topic.iconEmoji() == 0 ? null : topic.iconEmoji())
                .with("top_message", thread.newest().id())
                .with("read_inbox_max_id", conversation.readInbox())
                .with("unread_count", (int) unread)
                .with("from_id", Peer.user(topic.creator()).toTl())
                .with("notify_settings", TlObject.of("peerNotifySettings"))
                .with("draft", state.drafts().get(new DraftPlace(conversation.peer(), topic.id())));
    }

    /** A topic of a forum; elsewhere the messages that answer one. */
    private TlObject getReplies(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.readable(asked.object("peer"));
        int root = asked.intField("msg_id");
        Channel channel = state.channelOf(conversation.peer());
        BitSet found =
                channel != null && channel.forum() != null ? messages(conversation, root) : replies(conversation, root);
        found.clear(root);
        return answers.messages(conversation, conversation.select(Page.of(asked).of(found)), found.cardinality());
    }

    private static BitSet replies(Conversation conversation, int root) {
        BitSet found = new BitSet();
        found.set(root);
        for (Message message :
                conversation.select(conversation.ids().stream().boxed().toList())) {
            TlObject header = message.tl().optional("reply_to");
            if (header != null && found.get(header.intField("reply_to_msg_id"))) {
                found.set(message.id());
            }
        }
        return found;
    }

    private Forum forum(Peer peer) {
        Channel channel = state.channelOf(peer);
        Forum forum = channel == null ? null : channel.forum();
        if (forum == null) {
            throw RpcError.bad("CHANNEL_FORUM_MISSING");
        }
        return forum;
    }

    private TlObject createForumTopic(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.writable(asked.object("peer"));
        Forum forum = forum(conversation.peer());
        String title = asked.stringField("title");
        if (title.isBlank() || title.codePointCount(0, title.length()) > MAX_TITLE_LENGTH) {
            throw RpcError.bad("TOPIC_TITLE_EMPTY");
        }
        int color = asked.has("icon_color") ? asked.intField("icon_color") : 0x6FB9F0;
        if (!COLORS.contains(color)) {
            throw RpcError.bad("TOPIC_ICON_COLOR_INVALID");
        }
        TlObject opening = Forum.opening(title, color, asked.longField("icon_emoji_id"));
        TlObject draft = NewMessages.event(state, conversation.peer(), state.account(), state.now(), opening);
        PtsUpdate step = posting.send(call, conversation, draft, asked.longField("random_id"));
        int id = step.message().id();
        if (forum.topic(id) == null) { // a client that missed the answer asks again with the same random id
            forum.put(new Forum.Topic(
                    id,
                    title,
                    state.account(),
                    step.message().date(),
                    color,
                    asked.longField("icon_emoji_id"),
                    false,
                    false));
        }
        return posting.answer(List.of(step));
    }
}
