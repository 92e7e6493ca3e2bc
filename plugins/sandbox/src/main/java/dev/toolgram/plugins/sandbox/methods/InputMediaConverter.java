package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Content;
import dev.toolgram.plugins.sandbox.model.Media;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts the media that a client sends (InputMedia) to the media of a message (MessageMedia). */
final class InputMediaConverter {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 960;
    private static final int MAX_POLL_ANSWERS = 12;

    private final ServerState state;
    private final Media media;

    InputMediaConverter(ServerState state) {
        this.state = state;
        this.media = new Media(state);
    }

    TlObject read(TlObject input) {
        return switch (input.name()) {
            case "inputMediaUploadedPhoto" -> media.photo(content(input), WIDTH, HEIGHT);
            case "inputMediaUploadedDocument" ->
                media.document(content(input), input.stringField("mime_type"), attributes(input));
            case "inputMediaPhoto", "inputMediaDocument" ->
                known(state.files().description(input.object("id").longField("id")));
            case "inputMediaGeoPoint" -> {
                TlObject point = input.object("geo_point");
                yield Media.geo(coordinate(point.value("lat")), coordinate(point.value("long")));
            }
            case "inputMediaWebPage" -> Media.webPage(input.stringField("url"));
            case "inputMediaContact" ->
                TlObject.of("messageMediaContact")
                        .with("phone_number", input.stringField("phone_number"))
                        .with("first_name", input.stringField("first_name"))
                        .with("last_name", input.stringField("last_name"))
                        .with("vcard", input.stringField("vcard"));
            case "inputMediaPoll" -> poll(input);
            default -> throw RpcError.bad("MEDIA_INVALID");
        };
    }

    /** A video without sound is an animation, unless its sender says that it is a video all the same. */
    private static List<TlObject> attributes(TlObject input) {
        List<TlObject> attributes = input.objects("attributes").stream()
                .map(InputMediaConverter::stored)
                .toList();
        boolean video = attributes.stream().anyMatch(attribute -> attribute.is("documentAttributeVideo"));
        if (!video || input.boolField("nosound_video") || input.boolField("force_file")) {
            return attributes;
        }
        List<TlObject> more = new ArrayList<>(attributes);
        more.add(TlObject.of("documentAttributeAnimated"));
        return more;
    }

    /** A sticker set named by anything but its id is not known here. */
    private static TlObject stored(TlObject attribute) {
        TlObject set = attribute.optional("stickerset");
        return set == null || set.is("inputStickerSetID")
                ? attribute
                : attribute.with("stickerset", TlObject.of("inputStickerSetEmpty"));
    }

    private TlObject poll(TlObject input) {
        TlObject asked = input.object("poll");
        List<TlObject> given = asked.objects("answers");
        if (asked.object("question").stringField("text").isBlank()) {
            throw RpcError.bad("POLL_QUESTION_INVALID");
        }
        if (given.isEmpty() || given.size() > MAX_POLL_ANSWERS) {
            throw RpcError.bad("POLL_ANSWERS_INVALID");
        }
        List<Integer> correct = input.intFields("correct_answers");
        if (asked.boolField("quiz") == correct.isEmpty()) {
            throw RpcError.bad("QUIZ_CORRECT_ANSWERS_EMPTY");
        }
        List<TlObject> answers = new ArrayList<>();
        for (TlObject answer : given) {
            byte[] option = Integer.toString(answers.size()).getBytes(StandardCharsets.UTF_8);
            answers.add(TlObject.of("pollAnswer", "text", answer.object("text"), "option", option));
        }
        TlObject poll = asked.with("id", state.files().nextId()).with("answers", answers);
        String solution = input.has("solution") ? input.stringField("solution") : null;
        return state.polls()
                .add(poll, state.account(), Set.copyOf(correct), solution)
                .media(state.account());
    }

    private Content content(TlObject input) {
        TlObject file = input.object("file");
        Content content = state.files().assemble(file.longField("id"), file.intField("parts"));
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
