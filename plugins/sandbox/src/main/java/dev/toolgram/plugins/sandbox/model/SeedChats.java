package dev.toolgram.plugins.sandbox.model;

import static dev.toolgram.plugins.sandbox.model.SeedUsers.ANN;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.BOB;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.CARLA;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.DMITRI;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.ECHO;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.ERIN;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.FARID;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.GRETA;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.HUGO;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The initial chats and messages of a sandbox: always the same, with the same dates and ids. */
public final class SeedChats {
    /** The invite hash of the private group that the account has not joined. */
    public static final String INVITE = "SandboxInvite01";

    /** The same for a private group whose administrator approves each member. */
    public static final String REQUEST_INVITE = "SandboxRequest1";

    /** The same for an expired link. */
    public static final String EXPIRED_INVITE = "SandboxExpired1";

    private static final int BEGINNING =
            (int) Instant.parse("2025-03-01T08:00:00Z").getEpochSecond();
    private static final int MINUTE = 60;
    /** The id of the chat folder {@code Friends}. */
    private static final int FOLDER = 2;

    private static final int UNREAD_IN_GROUP = 12;

    private final ServerState state;
    private final Media media;
    private int now = BEGINNING;

    private SeedChats(ServerState state) {
        this.state = state;
        media = new Media(state, () -> now);
    }

    /** The world of a fresh sandbox. */
    public static ServerState newState(InstantSource clock) {
        return newState(clock, 0);
    }

    /** The same with more private chats, below the others in the list. Every tenth has an unread message. */
    public static ServerState newState(InstantSource clock, int more) {
        ServerState state = new ServerState(ANN, clock);
        SeedUsers.moveInto(state);
        SeedChats chats = new SeedChats(state);
        chats.groups();
        chats.channels();
        chats.privateChats();
        chats.channelsThatApproveJoins();
        chats.discussion();
        chats.folder();
        SeedForum.addTo(state, BEGINNING);
        chats.withGuests(more);
        state.shared().beginHere();
        state.conversations().forEach(conversation -> conversation.box().seeded());
        return state;
    }

    private void channels() {
        Channel rust = state.newChannel(
                "Rust and Rye", "Bakers who write software, or the other way round.", "rust_and_rye", true, ERIN, now);
        List.of(FARID, GRETA, HUGO, BOB, CARLA, ANN).forEach(rust::add);
        SeedUsers.crowd().forEach(rust::add);
        new SeedGroupHistory(state, media).fillIn(rust, now);
        Conversation debate = state.conversation(rust.peer());
        debate.read(debate.ids().length() - 1 - UNREAD_IN_GROUP);
        debate.readByOthers();

        Channel harbour = state.newChannel(
                "Harbour News", "Arrivals, departures and weather.", "harbour_news", false, GRETA, now);
        List.of(HUGO, BOB, ANN).forEach(harbour::add);
        harbour.allowReactions(List.of("👍", "❤", "🔥"));
        post(harbour.peer(), GRETA, "Good morning from the harbour office.");
        for (int day = 1; day <= 24; day++) {
            post(
                    harbour.peer(),
                    GRETA,
                    "Day %d: %d ships in, %d out, wind %d knots."
                            .formatted(day, day * 7 % 13 + 1, day * 5 % 11 + 1, day * 3 % 28 + 2));
        }
        post(harbour.peer(), GRETA, "The ferry at dawn", media.photo(Content.of(SeedPhoto.png(320, 200)), 320, 200));
        post(
                harbour.peer(),
                GRETA,
                "The new timetable is out: https://example.com/timetable",
                Media.webPage("https://example.com/timetable"));
        Conversation news = state.conversation(harbour.peer());
        news.read(news.ids().length() - 2);

        Channel trains = state.newChannel("Night Trains", "Sleepers of Europe.", "night_trains", false, HUGO, now);
        trains.allowReactions(List.of());
        for (String city : List.of("Vienna", "Paris", "Zagreb", "Malmö", "Lisbon")) {
            post(trains.peer(), HUGO, "A new sleeper to " + city + ".");
        }
        Channel kitchen = state.newChannel("Open Kitchen", "Everybody may cook.", "open_kitchen", true, FARID, now);
        List.of(GRETA, HUGO).forEach(kitchen::add);
        kitchen.hideMembers();
        post(kitchen.peer(), FARID, "Tonight: lentils.");
        post(kitchen.peer(), GRETA, "I bring the rye bread.");
        Channel room = state.newChannel("Back Room", "By invitation.", null, true, BOB, now);
        room.add(CARLA);
        room.inviteBy(INVITE);
        post(room.peer(), BOB, "Only invited people can read this.");
    }

    /** Last, so that the ids and dates of the others stay as they are. */
    private void channelsThatApproveJoins() {
        Channel garden = state.newChannel("Quiet Garden", "Members are approved.", "quiet_garden", true, GRETA, now);
        garden.approveJoins();
        post(garden.peer(), GRETA, "The roses are pruned.");

        Channel cellar = state.newChannel("Wine Cellar", "Members are approved.", null, true, BOB, now);
        cellar.approveJoins();
        cellar.inviteBy(REQUEST_INVITE);
        post(cellar.peer(), BOB, "The key hangs by the door.");
    }

    private void discussion() {
        Channel talk = state.newChannel("Harbour Talk", "About Harbour News.", "harbour_talk", true, GRETA, now);
        talk.add(HUGO);
        post(talk.peer(), HUGO, "Who else saw the ferry?");
        state.named("harbour_news").map(state::channelOf).ifPresent(news -> {
            news.linkTo(talk);
            comment(news, talk);
        });
    }

    /** Two people comment on the newest post. */
    private void comment(Channel news, Channel talk) {
        Conversation posts = state.conversation(news.peer());
        Message post = Objects.requireNonNull(posts.newest());
        TlObject replies = TlObject.of("messageReplies", "comments", true, "channel_id", talk.id());
        var _ = posts.replace(
                new Message(post.tl().with("replies", replies.with("replies", 2).with("replies_pts", 3))));
        TlObject origin = TlObject.of("messageFwdHeader", "from_id", news.peer().toTl())
                .with("date", post.date())
                .with("channel_post", post.id())
                .with("saved_from_peer", news.peer().toTl())
                .with("saved_from_msg_id", post.id());
        TlObject copy = NewMessages.of(state, talk.peer(), GRETA, post.date(), post.text(), post.media())
                .with("from_id", news.peer().toTl())
                .with("fwd_from", origin);
        int root = state.conversation(talk.peer()).add(copy, null).message().id();
        int first = store(talk.peer(), HUGO, "At last!", null, root).message().id();
        PtsUpdate _ = store(talk.peer(), GRETA, "With the night ferry, too.", null, first);
    }

    private void folder() {
        List<TlObject> friends =
                List.of(Peer.user(BOB).toInput(), Peer.user(CARLA).toInput());
        state.folders()
                .put(
                        FOLDER,
                        TlObject.of("dialogFilter")
                                .with("id", FOLDER)
                                .with(
                                        "title",
                                        TlObject.of("textWithEntities", "text", "Friends", "entities", List.of()))
                                .with("pinned_peers", List.of())
                                .with("include_peers", friends)
                                .with("exclude_peers", List.of()));
    }

    private void withGuests(int count) {
        for (int i = 1; i <= count; i++) {
            User guest = SeedUsers.guest(i);
            state.add(guest);
            Peer peer = Peer.user(guest.id());
            now = BEGINNING - i * MINUTE;
            state.conversation(peer)
                    .add(NewMessages.of(state, peer, guest.id(), now, "Greetings from guest " + i, null), null);
            if (i % 10 != 0) {
                allRead(peer);
            }
        }
    }

    private void groups() {
        BasicGroup walk = state.newBasicGroup("Sunday Walk", BOB, List.of(ANN, CARLA), now);
        List<Long> everybody = List.of(BOB, ANN, CARLA);
        event(walk.peer(), BOB, TlObject.of("messageActionChatCreate", "title", walk.title(), "users", everybody));
        post(walk.peer(), BOB, "Ten o'clock at the old bridge?");
        post(walk.peer(), CARLA, "I'll be there.");
        post(walk.peer(), ANN, "Me too, with the dog.");
        post(walk.peer(), BOB, "This is where we meet", Media.geo(48.2082, 16.3738));
        allRead(walk.peer());
    }

    private void privateChats() {
        Peer dmitri = Peer.user(DMITRI);
        post(dmitri, DMITRI, "Your old bicycle is still in my cellar.");
        post(dmitri, ANN, "I know. Next week!");
        allRead(dmitri);
        state.conversation(dmitri).moveTo(1);

        Peer echo = Peer.user(ECHO);
        post(echo, ANN, "/start");
        post(echo, ECHO, "I repeat what I am told.");
        allRead(echo);

        Peer saved = Peer.user(ANN);
        post(saved, ANN, "Shopping: rye flour, salt, patience");
        post(saved, ANN, "https://example.com/recipes", Media.webPage("https://example.com/recipes"));
        allRead(saved);

        withBob();
        withCarla();
    }

    private void withBob() {
        Peer bob = Peer.user(BOB);
        post(bob, BOB, "Have you seen the harbour at dawn?");
        PtsUpdate question = post(bob, BOB, "Look", media.photo(Content.of(SeedPhoto.png(320, 200)), 320, 200));
        store(
                bob,
                ANN,
                "Beautiful. Where did you stand?",
                null,
                question.message().id());
        post(bob, BOB, "On the breakwater.");
        post(
                bob,
                BOB,
                "My notes from the meeting",
                media.document(
                        Content.of("Agenda\n1. Flour prices\n2. The oven\n".getBytes(StandardCharsets.UTF_8)),
                        "text/plain",
                        List.of(Media.fileName("notes.txt"))));
        post(bob, ANN, "Thank you!");
        post(bob, BOB, "", Media.contact(Objects.requireNonNull(state.person(CARLA))));
        allRead(bob);
        state.conversation(bob).pin(true);
    }

    private void withCarla() {
        Peer carla = Peer.user(CARLA);
        post(carla, ANN, "Is the bakery open on Monday?");
        allRead(carla);
        post(carla, CARLA, "Only in the morning.");
        post(carla, CARLA, "Shall I keep a loaf for you?");
    }

    private void allRead(Peer peer) {
        state.conversation(peer).read(0);
        state.conversation(peer).readByOthers();
    }

    private void post(Peer peer, long sender, String text) {
        store(peer, sender, text, null, 0);
    }

    private PtsUpdate post(Peer peer, long sender, String text, TlObject attached) {
        return store(peer, sender, text, attached, 0);
    }

    private PtsUpdate store(Peer peer, long sender, String text, @Nullable TlObject attached, int replyTo) {
        now += 7 * MINUTE;
        TlObject draft = NewMessages.of(state, peer, sender, now, text, attached);
        return state.conversation(peer)
                .add(replyTo == 0 ? draft : draft.with("reply_to", Message.replyTo(replyTo)), null);
    }

    private void event(Peer peer, long sender, TlObject action) {
        now += MINUTE;
        state.conversation(peer).add(NewMessages.event(state, peer, sender, now, action), null);
    }
}
