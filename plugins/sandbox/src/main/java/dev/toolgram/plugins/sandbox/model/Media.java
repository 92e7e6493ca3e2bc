package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/** The media of messages, as objects of type MessageMedia. */
public final class Media {
    /** Every file is said to be here; a client elsewhere comes over for it, as it would. */
    private static final int DC = 1;

    private static final byte[] FILE_REFERENCE = {1, 2, 3};

    private final ServerState state;
    private final IntSupplier clock;

    /** @param state the state that stores the files */
    public Media(ServerState state) {
        this(state, state::now);
    }

    /** @param clock says when what is attached was made */
    Media(ServerState state, IntSupplier clock) {
        this.state = state;
        this.clock = clock;
    }

    /** A photo, in one size. */
    public TlObject photo(Content content, int width, int height) {
        long id = state.files().nextId();
        TlObject size = TlObject.of("photoSize", "type", "x", "w", width, "h", height, "size", (int) content.size());
        TlObject photo = TlObject.of("photo")
                .with("id", id)
                .with("access_hash", AccessHash.of(id))
                .with("file_reference", FILE_REFERENCE)
                .with("date", clock.getAsInt())
                .with("sizes", List.of(size))
                .with("dc_id", DC);
        state.files().keep(photo, content);
        return of(photo);
    }

    /** Any other file; its attributes say whether it is a video, a voice note, a sticker. */
    public TlObject document(Content content, String mimeType, List<TlObject> attributes) {
        long id = state.files().nextId();
        TlObject document = TlObject.of("document")
                .with("id", id)
                .with("access_hash", AccessHash.of(id))
                .with("file_reference", FILE_REFERENCE)
                .with("date", clock.getAsInt())
                .with("mime_type", mimeType)
                .with("size", content.size())
                .with("dc_id", DC)
                .with("attributes", attributes);
        state.files().keep(document, content);
        return of(document);
    }

    /** A {@code photo} or {@code document} that is already kept. */
    public static TlObject of(TlObject file) {
        return file.is("photo")
                ? TlObject.of("messageMediaPhoto", "photo", file)
                : TlObject.of("messageMediaDocument", "document", file);
    }

    /** An attribute with a file's name. */
    public static TlObject fileName(String name) {
        return TlObject.of("documentAttributeFilename", "file_name", name);
    }

    /** A place. */
    public static TlObject geo(double latitude, double longitude) {
        TlObject point = TlObject.of("geoPoint", "long", longitude, "lat", latitude, "access_hash", AccessHash.of(1));
        return TlObject.of("messageMediaGeo", "geo", point);
    }

    /** Somebody's number. */
    public static TlObject contact(User person) {
        return TlObject.of("messageMediaContact")
                .with("phone_number", person.phone())
                .with("first_name", person.firstName())
                .with("last_name", person.lastName())
                .with("vcard", "")
                .with("user_id", person.id());
    }

    /** A poll without votes. */
    public TlObject poll(long creator, String question, List<String> answers) {
        List<TlObject> options = answers.stream()
                .map(answer -> TlObject.of(
                        "pollAnswer", "text", plain(answer), "option", answer.getBytes(StandardCharsets.UTF_8)))
                .toList();
        TlObject poll =
                TlObject.of("poll", "id", state.files().nextId(), "question", plain(question), "answers", options);
        return state.polls().add(poll, creator, Set.of(), null).media(state.account());
    }

    private static TlObject plain(String text) {
        return TlObject.of("textWithEntities", "text", text, "entities", List.of());
    }

    /** The preview of a page. */
    public static TlObject webPage(String url) {
        String site = url.replaceFirst("^https?://", "");
        TlObject page = TlObject.of("webPage")
                .with("id", AccessHash.of(url.hashCode()) >>> 1)
                .with("url", url)
                .with("display_url", site)
                .with("hash", url.hashCode())
                .with("type", "article")
                .with("site_name", site.replaceFirst("/.*", ""))
                .with("title", "A page of the sandbox")
                .with("description", "Nothing was fetched: the sandbox makes its previews up.");
        return TlObject.of("messageMediaWebPage", "webpage", page);
    }
}
