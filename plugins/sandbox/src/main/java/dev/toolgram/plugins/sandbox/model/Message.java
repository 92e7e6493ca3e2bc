package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stored message: a {@code message} or {@code messageService}, and the questions one asks of it. */
public record Message(TlObject tl) {

    /** The header of an answer to another message of the same chat. */
    public static TlObject replyTo(int message) {
        return TlObject.of("messageReplyHeader", "reply_to_msg_id", message);
    }

    /** The id within its box. */
    public int id() {
        return tl.intField("id");
    }

    /** When it was sent, in seconds since 1970. */
    public int date() {
        return tl.intField("date");
    }

    /** The text or caption. */
    public String text() {
        return tl.stringField("message");
    }

    /** Whether the account wrote it. */
    public boolean out() {
        return tl.boolField("out");
    }

    /** Whether it is a service message. */
    public boolean isService() {
        return tl.is("messageService");
    }

    /** The chat. */
    public TlObject peer() {
        return tl.object("peer_id");
    }

    /** The sender; {@code null} for a channel post. */
    public @Nullable TlObject sender() {
        return tl.optional("from_id");
    }

    /** The media. */
    public @Nullable TlObject media() {
        return tl.optional("media");
    }

    /** Whether what hangs on it is made so. */
    public boolean hasMedia(String constructor) {
        TlObject media = media();
        return media != null && media.is(constructor);
    }

    /** Whether a document hangs on it that has such an attribute. */
    public boolean hasDocument(String attribute) {
        return attributes().anyMatch(found -> found.is(attribute));
    }

    /** Whether it is a voice note, or other audio. */
    public boolean isAudio(boolean voice) {
        return attributes().anyMatch(found -> found.is("documentAttributeAudio") && found.boolField("voice") == voice);
    }

    /** Whether it is a round video note, or another video. */
    public boolean isVideo(boolean round) {
        return attributes()
                .anyMatch(found -> found.is("documentAttributeVideo") && found.boolField("round_message") == round);
    }

    private Stream<TlObject> attributes() {
        TlObject media = media();
        TlObject document = media == null ? null : media.optional("document");
        return document == null ? Stream.empty() : document.objects("attributes").stream();
    }

    /** The formatted parts. */
    public List<TlObject> entities() {
        return tl.objects("entities");
    }
}
