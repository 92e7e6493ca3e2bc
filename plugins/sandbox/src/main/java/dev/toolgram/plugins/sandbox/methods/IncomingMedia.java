package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Media;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a client wants to send (InputMedia) into what hangs on a message (MessageMedia). */
final class IncomingMedia {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 960;

    private final World world;
    private final Media media;

    IncomingMedia(World world) {
        this.world = world;
        this.media = new Media(world);
    }

    TlObject read(TlObject input) {
        return switch (input.name()) {
            case "inputMediaUploadedPhoto" -> media.photo(content(input), WIDTH, HEIGHT);
            case "inputMediaUploadedDocument" ->
                media.document(content(input), input.text("mime_type"), attributes(input));
            case "inputMediaPhoto", "inputMediaDocument" ->
                known(world.files().description(input.object("id").big("id")));
            case "inputMediaGeoPoint" -> {
                TlObject point = input.object("geo_point");
                yield Media.geo(coordinate(point.value("lat")), coordinate(point.value("long")));
            }
            case "inputMediaContact" ->
                TlObject.of("messageMediaContact")
                        .with("phone_number", input.text("phone_number"))
                        .with("first_name", input.text("first_name"))
                        .with("last_name", input.text("last_name"))
                        .with("vcard", input.text("vcard"));
            default -> throw RpcError.bad("MEDIA_INVALID");
        };
    }

    /** A video without sound is an animation, unless its sender says that it is a video all the same. */
    private static List<TlObject> attributes(TlObject input) {
        List<TlObject> attributes = input.objects("attributes");
        boolean video = attributes.stream().anyMatch(attribute -> attribute.is("documentAttributeVideo"));
        if (!video || input.flag("nosound_video") || input.flag("force_file")) {
            return attributes;
        }
        List<TlObject> more = new ArrayList<>(attributes);
        more.add(TlObject.of("documentAttributeAnimated"));
        return more;
    }

    private byte[] content(TlObject input) {
        TlObject file = input.object("file");
        byte[] content = world.files().assemble(file.big("id"), file.number("parts"));
        if (content == null) {
            throw RpcError.bad("FILE_PARTS_INVALID");
        }
        return content;
    }

    private static TlObject known(@Nullable TlObject file) {
        if (file == null) {
            throw RpcError.bad("MEDIA_EMPTY");
        }
        return Media.of(file);
    }

    private static double coordinate(@Nullable Object value) {
        return value instanceof Double degrees ? degrees : 0;
    }
}
