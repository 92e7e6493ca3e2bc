package dev.toolgram.plugins.files;

import java.util.Map;
import java.util.Set;

/** The kinds of media that a file is sent as. */
enum MediaType {
    PHOTO,
    ANIMATION,
    VIDEO,
    STREAMED_VIDEO,
    AUDIO,
    VOICE_NOTE,
    DOCUMENT;

    /** Telegram's maximum size of a photo. */
    private static final long MAX_PHOTO = 10L << 20;

    /** The content types of files whose type the server does not know; plain text is the default of some servers. */
    private static final Set<String> UNSPECIFIC = Set.of(
            "",
            "*/*",
            "application/octet-stream",
            "application/binary",
            "application/download",
            "application/force-download",
            "application/unknown",
            "application/x-download",
            "binary/octet-stream",
            "text/plain");

    private static final Map<String, MediaType> BY_TYPE = Map.ofEntries(
            Map.entry("image/jpeg", PHOTO),
            Map.entry("image/jpg", PHOTO),
            Map.entry("image/pjpeg", PHOTO),
            Map.entry("image/png", PHOTO),
            Map.entry("image/webp", PHOTO),
            Map.entry("image/gif", ANIMATION),
            Map.entry("video/mp4", STREAMED_VIDEO),
            Map.entry("video/x-m4v", STREAMED_VIDEO),
            Map.entry("video/quicktime", VIDEO),
            Map.entry("audio/mpeg", AUDIO),
            Map.entry("audio/mp3", AUDIO),
            Map.entry("audio/mp4", AUDIO),
            Map.entry("audio/m4a", AUDIO),
            Map.entry("audio/x-m4a", AUDIO),
            Map.entry("audio/flac", AUDIO),
            Map.entry("audio/x-flac", AUDIO),
            Map.entry("audio/ogg", VOICE_NOTE),
            Map.entry("audio/opus", VOICE_NOTE),
            Map.entry("application/ogg", VOICE_NOTE));

    private static final Map<String, MediaType> BY_EXTENSION = Map.ofEntries(
            Map.entry("jpg", PHOTO),
            Map.entry("jpeg", PHOTO),
            Map.entry("png", PHOTO),
            Map.entry("webp", PHOTO),
            Map.entry("gif", ANIMATION),
            Map.entry("mp4", STREAMED_VIDEO),
            Map.entry("m4v", STREAMED_VIDEO),
            Map.entry("mov", VIDEO),
            Map.entry("mp3", AUDIO),
            Map.entry("m4a", AUDIO),
            Map.entry("flac", AUDIO),
            Map.entry("ogg", VOICE_NOTE),
            Map.entry("oga", VOICE_NOTE),
            Map.entry("opus", VOICE_NOTE));

    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("image/jpeg", ".jpg"),
            Map.entry("image/jpg", ".jpg"),
            Map.entry("image/png", ".png"),
            Map.entry("image/webp", ".webp"),
            Map.entry("image/gif", ".gif"),
            Map.entry("image/svg+xml", ".svg"),
            Map.entry("image/heic", ".heic"),
            Map.entry("video/mp4", ".mp4"),
            Map.entry("video/quicktime", ".mov"),
            Map.entry("video/webm", ".webm"),
            Map.entry("audio/mpeg", ".mp3"),
            Map.entry("audio/mp4", ".m4a"),
            Map.entry("audio/x-m4a", ".m4a"),
            Map.entry("audio/flac", ".flac"),
            Map.entry("audio/ogg", ".ogg"),
            Map.entry("audio/wav", ".wav"),
            Map.entry("application/pdf", ".pdf"),
            Map.entry("application/zip", ".zip"),
            Map.entry("application/gzip", ".gz"),
            Map.entry("application/json", ".json"),
            Map.entry("application/xml", ".xml"),
            Map.entry("text/csv", ".csv"),
            Map.entry("text/html", ".html"),
            Map.entry("text/markdown", ".md"),
            Map.entry("text/plain", ".txt"));

    /** Returns the kind by content type if the server knows it, otherwise by extension. */
    static MediaType of(Download download) {
        MediaType type = UNSPECIFIC.contains(download.contentType())
                ? BY_EXTENSION.getOrDefault(
                        FileExtension.of(download.file().getFileName().toString()), DOCUMENT)
                : BY_TYPE.getOrDefault(download.contentType(), DOCUMENT);
        return switch (type) {
            case PHOTO -> download.size() > MAX_PHOTO ? DOCUMENT : PHOTO;
            case VOICE_NOTE -> OggOpus.isIn(download.file()) ? VOICE_NOTE : AUDIO;
            default -> type;
        };
    }

    /** Whether a content type is a generic default. */
    static boolean isUnspecific(String contentType) {
        return UNSPECIFIC.contains(contentType);
    }

    /** The extension of a content type, with the dot; empty if unknown. */
    static String extensionOf(String contentType) {
        return EXTENSIONS.getOrDefault(contentType, "");
    }
}
