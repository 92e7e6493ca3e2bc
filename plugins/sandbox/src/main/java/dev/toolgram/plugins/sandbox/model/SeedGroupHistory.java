package dev.toolgram.plugins.sandbox.model;

import static dev.toolgram.plugins.sandbox.model.SeedUsers.ANN;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.BOB;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.ERIN;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.FARID;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.GRETA;
import static dev.toolgram.plugins.sandbox.model.SeedUsers.HUGO;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Three hundred messages of a lively supergroup, with everything in between that a message can be. */
final class SeedGroupHistory {
    private static final int MESSAGES = 300;
    private static final int PACE = 53 * 60;
    private static final List<Long> VOICES = List.of(ERIN, FARID, GRETA, HUGO, BOB, ANN);
    private static final List<String> OPENINGS = List.of(
            "My starter doubled in %d hours",
            "The borrow checker complained %d times today",
            "Batch %d came out of the oven",
            "I rewrote the parser, attempt %d",
            "Loaf number %d is for the neighbours",
            "Who has tried hydration at %d percent",
            "Release %d compiles without warnings");
    private static final List<String> ENDINGS = List.of(
            ", and the crust sings.",
            ". Lifetimes, again!",
            ", more rye than wheat.",
            "; the crumb is open.",
            ".",
            "?");

    private final ServerState state;
    private final Media media;

    SeedGroupHistory(ServerState state, Media media) {
        this.state = state;
        this.media = media;
    }

    void fillIn(Channel channel, int begin) {
        Conversation debate = state.conversation(channel.peer());
        for (int i = 1; i <= MESSAGES; i++) {
            debate.add(message(channel, i, begin + i * PACE), null);
        }
    }

    private TlObject message(Channel channel, int number, int date) {
        Peer peer = channel.peer();
        long sender = VOICES.get(number * 7 % VOICES.size());
        TlObject said = NewMessages.of(state, peer, sender, date, text(number), null);
        return switch (number) {
            case 1 ->
                NewMessages.event(
                        state, peer, ERIN, date, TlObject.of("messageActionChannelCreate", "title", channel.title()));
            case 2 -> joined(peer, FARID, date);
            case 120 -> joined(peer, HUGO, date);
            case 60 -> said.with("media", sourdoughLog()).with("message", "The full log of the starter");
            case 90 -> said.with("media", sticker()).with("message", "");
            case 150 ->
                said.with("media", media.poll(ERIN, "Rye or wheat?", List.of("Rye", "Wheat", "Both")))
                        .with("message", "");
            case 180 -> said.with("media", Media.geo(59.3293, 18.0686)).with("message", "");
            case 210 ->
                NewMessages.of(
                        state,
                        peer,
                        sender,
                        date,
                        "Worth reading: https://example.com/sourdough",
                        Media.webPage("https://example.com/sourdough"));
            case 240 ->
                said.with(
                        "fwd_from",
                        TlObject.of(
                                "messageFwdHeader", "from_id", Peer.user(GRETA).toTl(), "date", date - PACE));
            case 270 -> said.with("message", "The marmalade experiment was a success");
            default -> number % 9 == 0 ? said.with("reply_to", Message.replyTo(number - 4)) : said;
        };
    }

    private static String text(int number) {
        return OPENINGS.get(number % OPENINGS.size()).formatted(number) + ENDINGS.get(number % ENDINGS.size());
    }

    private TlObject joined(Peer peer, long who, int date) {
        return NewMessages.event(
                state, peer, who, date, TlObject.of("messageActionChatAddUser", "users", List.of(who)));
    }

    private TlObject sourdoughLog() {
        StringBuilder log = new StringBuilder("day,grams,temperature\n");
        for (int day = 1; day <= 400; day++) {
            log.append("%d,%d,%d\n".formatted(day, 80 + day * 17 % 60, 19 + day % 7));
        }
        return media.document(
                Content.of(log.toString().getBytes(StandardCharsets.UTF_8)),
                "text/csv",
                List.of(Media.fileName("sourdough.csv")));
    }

    private TlObject sticker() {
        return media.document(
                Content.of(new byte[] {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'E', 'B', 'P'}),
                "image/webp",
                List.of(
                        TlObject.of("documentAttributeImageSize", "w", 512, "h", 512),
                        TlObject.of("documentAttributeSticker")
                                .with("alt", "🍞")
                                .with("stickerset", TlObject.of("inputStickerSetEmpty")),
                        Media.fileName("sticker.webp")));
    }
}
