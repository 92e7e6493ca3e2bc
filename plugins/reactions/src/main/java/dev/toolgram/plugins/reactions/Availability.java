package dev.toolgram.plugins.reactions;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.AvailableReaction;
import dev.toolgram.tdlib.AvailableReactions;
import dev.toolgram.tdlib.ChatTypeBasicGroup;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetBasicGroupFullInfo;
import dev.toolgram.tdlib.GetEmojiReaction;
import dev.toolgram.tdlib.GetMessageAvailableReactions;
import dev.toolgram.tdlib.GetSupergroupFullInfo;
import dev.toolgram.tdlib.ReactionType;
import dev.toolgram.tdlib.ReactionTypeEmoji;
import dev.toolgram.tdlib.ReactionUnavailabilityReasonGuest;
import dev.toolgram.tdlib.ReactionUnavailabilityReasonRestricted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reactions that the account can give to a message. */
final class Availability {

    private static final int ROW_SIZE = 25;
    private static final int MOST_NAMED = 30;

    private final TelegramClient telegram;
    private final Target target;

    Availability(TelegramClient telegram, Target target) {
        this.telegram = telegram;
        this.target = target;
    }

    /**
     * Returns the reaction of an emoji.
     *
     * @throws ToolException {@code INVALID_INPUT} if the account cannot give it to the message
     */
    ReactionType require(String emoji) {
        Optional<AvailableReaction> known = find(read(), emoji);
        if (known.isEmpty()) {
            load(emoji);
            AvailableReactions loaded = read();
            known = find(loaded, emoji);
            if (known.isEmpty()) {
                throw refusal(loaded, emoji);
            }
        }
        AvailableReaction found = known.get();
        if (found.needsPremium()) {
            throw ToolException.invalidInput(
                    "chat", "Reactions in Saved Messages are tags, which need Telegram Premium: use another chat");
        }
        return found.type();
    }

    private AvailableReactions read() {
        return telegram.send(new GetMessageAvailableReactions(target.chatId(), target.id(), ROW_SIZE));
    }

    private static Stream<AvailableReaction> all(AvailableReactions reactions) {
        return Stream.of(reactions.topReactions(), reactions.recentReactions(), reactions.popularReactions())
                .flatMap(List::stream);
    }

    private static Optional<AvailableReaction> find(AvailableReactions reactions, String emoji) {
        return all(reactions)
                .filter(each -> each.type() instanceof ReactionTypeEmoji(String known) && Emoji.equal(known, emoji))
                .findFirst();
    }

    /** The reactions that TDLib does not have yet: those of Telegram, after the first login, and those of the group. */
    private void load(String emoji) {
        try {
            var _ = telegram.send(new GetEmojiReaction(emoji));
        } catch (ToolException e) {
            if (e.code() != ErrorCode.INVALID_INPUT) { // not an emoji of Telegram
                throw e;
            }
        }
        switch (target.chat(telegram).type()) {
            case ChatTypeSupergroup(long id, boolean _) -> {
                var _ = telegram.send(new GetSupergroupFullInfo(id));
            }
            case ChatTypeBasicGroup(long id) -> {
                var _ = telegram.send(new GetBasicGroupFullInfo(id));
            }
            case null, default -> {}
        }
    }

    private static ToolException refusal(AvailableReactions reactions, String emoji) {
        if (reactions.unavailabilityReason() instanceof ReactionUnavailabilityReasonGuest) {
            return ToolException.invalidInput("chat", "Only members can react here: join with join_chat first");
        }
        if (reactions.unavailabilityReason() instanceof ReactionUnavailabilityReasonRestricted) {
            return ToolException.invalidInput("chat", "This account is not allowed to react in this chat");
        }
        String allowed = all(reactions)
                .map(each -> Emoji.of(each.type()))
                .distinct()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(" "));
        return allowed.isEmpty()
                ? Target.refused("This message cannot be reacted to: the chat has reactions switched off, or it is a"
                        + " service message")
                : ToolException.invalidInput(
                        "emoji", "'%s' is not a reaction in this chat: use one of %s".formatted(emoji, allowed));
    }
}
