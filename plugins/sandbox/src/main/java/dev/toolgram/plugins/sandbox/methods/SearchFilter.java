package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.function.Predicate;

/** A search filter, from an object of type MessagesFilter. */
final class SearchFilter {
    private SearchFilter() {}

    static Predicate<Message> of(TlObject filter) {
        return switch (filter.name()) {
            case "inputMessagesFilterEmpty" -> message -> true;
            case "inputMessagesFilterPhotos" -> message -> message.hasMedia("messageMediaPhoto");
            case "inputMessagesFilterVideo" -> message -> message.isVideo(false);
            case "inputMessagesFilterRoundVideo" -> message -> message.isVideo(true);
            case "inputMessagesFilterPhotoVideo" ->
                message -> message.hasMedia("messageMediaPhoto") || message.isVideo(false);
            case "inputMessagesFilterDocument" -> SearchFilter::isPlainDocument;
            case "inputMessagesFilterPoll" -> message -> message.hasMedia("messageMediaPoll");
            case "inputMessagesFilterVoice" -> message -> message.isAudio(true);
            case "inputMessagesFilterMusic" -> message -> message.isAudio(false);
            case "inputMessagesFilterGif" -> message -> message.hasDocument("documentAttributeAnimated");
            case "inputMessagesFilterUrl" -> message -> message.text().contains("://");
            case "inputMessagesFilterGeo" -> message -> message.hasMedia("messageMediaGeo");
            case "inputMessagesFilterContacts" -> message -> message.hasMedia("messageMediaContact");
            case "inputMessagesFilterPinned" -> message -> message.tl().boolField("pinned");
            default -> message -> false; // calls, mentions: there are none
        };
    }

    private static boolean isPlainDocument(Message message) {
        return message.hasMedia("messageMediaDocument")
                && !message.hasDocument("documentAttributeVideo")
                && !message.hasDocument("documentAttributeAudio")
                && !message.hasDocument("documentAttributeSticker")
                && !message.hasDocument("documentAttributeAnimated");
    }
}
